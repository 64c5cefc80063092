"""Making encoders and judging them: music, augmentation, contrastive training, evaluation."""
