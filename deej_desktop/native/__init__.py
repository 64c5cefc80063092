"""One door for each native library: imported lazily, with a helpful error when missing.

No other module imports av, gensim, keras, librosa, sounddevice, tensorflow or vlc; a contract
of import-linter proves it.
"""
