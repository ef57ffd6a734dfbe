"""Files into changes: tables, rows, the folders of the seeds."""
