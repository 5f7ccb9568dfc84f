"""Messages: what two who accepted each other write, who may, and what keeps words back."""
