"""One file a screen; `registry` knows them all."""
