"""The offline bundles: ZIP files that install and run the kit without a network. See `make bundle`."""
