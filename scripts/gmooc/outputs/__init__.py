"""Turn the catalogue into what visitors and machines read."""
