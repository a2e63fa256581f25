"""Lists as files: CSV, Excel, Parquet, JSON Lines and, for figures and results, SDMX-CSV 2.0."""
