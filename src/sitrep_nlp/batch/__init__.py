"""Many bulletins, by worker processes here or on a cluster: a folder in, a table out, and nothing lost on the way.

The inputs are listed (`manifest`) and cut into shards. A shard is annotated by a worker process that loads the pipeline once
and keeps to limits of time and memory for each bulletin (`worker`, `process`); its outcomes become one file of the run's
folder, written whole or not at all (`shards`, `store`). When all are there they are merged in the order of the inputs
(`run`). Who runs the shards is up to an executor: threads with a worker process each (`local`), or Dask (`cluster`).
"""
