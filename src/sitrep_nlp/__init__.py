"""Figures from humanitarian situation bulletins."""
