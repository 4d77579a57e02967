"""The page Bandingkan: two or three provinces, or regencies and cities, side by side."""
