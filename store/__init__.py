"""The store: DuckDB tables behind public views, written in short transactions."""

from store.connection import Store, connect

__all__ = ["Store", "connect"]
