"""What leaves the desk for readers and machines: ClaimReview and dossiers."""
