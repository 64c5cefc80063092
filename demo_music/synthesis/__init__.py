"""How sound is computed: envelopes, oscillators, ringing modes, filters."""
