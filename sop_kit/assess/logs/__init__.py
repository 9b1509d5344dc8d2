"""Event logs: read from CSV and XES, counted, and drawn as what really followed what."""
