"""What the gateways of the soak do wrong."""

# The first that strikes counts; each draws for itself, by reference and try.
RULES = [
    {"match": {"probability": 0.03, "seed": 1}, "action": {"reset_after_reading": True, "duplicate_receipts": 1}},
    {"match": {"probability": 0.02, "seed": 2}, "action": {"hang": True, "early_receipt": True}},
    {"match": {"probability": 0.02, "seed": 3}, "action": {"http_status": 503}},
    {"match": {"probability": 0.03, "seed": 4}, "action": {"html_page": 200}},
    {"match": {"every": 140}, "action": {"http_status": 429, "retry_after": 1}},
    {"match": {"channel": "zalo", "probability": 0.25, "seed": 5}, "action": {"error": "-118"}},
    {"match": {"channel": "sms", "probability": 0.1, "seed": 6}, "action": {"error": "108"}},
    {"match": {"probability": 0.1, "seed": 7}, "action": {"receipt_delay_ms": 900, "unknown_receipt": True}},
    {"match": {"channel": "sms", "probability": 0.1, "seed": 8}, "action": {"failed_receipt": True, "duplicate_receipts": 1}},
]
