"""The derivation of a goal's figures: formula, figures put in, each input down to the file and cell it came from."""
