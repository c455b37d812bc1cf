"""What Kumppani is measured against: a Django admin over the same tables, tuned with care."""
