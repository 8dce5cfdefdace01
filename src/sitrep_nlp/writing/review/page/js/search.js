// Looking things up in lists that are sorted.

/** The index of the first member that passes, in a list whose members pass from some index on. */
export function search(list, passes) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
