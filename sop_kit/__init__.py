"""Turn what an AI operations team really does into a standard operating procedure that people use."""

__version__ = "0.1.0"
