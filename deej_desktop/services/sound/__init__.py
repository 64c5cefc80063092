"""How each song is played: from where to where, how loud, and how it gives way to the next."""
