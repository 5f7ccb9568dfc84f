"""Being introduced over people whom one knows: each says yes, and whose no it was nobody learns."""
