"""Playing tracks one after another, without a hole between them.

`player` is the interface; `vlc_player` is heard and `null_player` is not. Both are the same
`mixer` over different decks, so that whatever is true of one is true of the other.
"""
