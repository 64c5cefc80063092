"""Music of our own in styles that freely licensed game music lacks, to train encoders on."""
