"""The strategy map as a picture: what it shows, where each box stands, how arrows run; for sheets and documents."""
