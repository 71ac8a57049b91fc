"""What a batch keeps in its folder: manifest, cells, rows, shards, seals."""
