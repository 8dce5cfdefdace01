"""Annotated reports: the marked-text source form, its checks and its compiled forms."""
