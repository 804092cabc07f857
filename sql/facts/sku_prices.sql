-- Price per DBU of every SKU that was in force in the period or the one before, oldest first.
SELECT p.compute_sku, p.price_start_date, p.price_end_date, p.usd_per_dbu
FROM sku_prices p
WHERE p.price_start_date <= :to AND (p.price_end_date IS NULL OR p.price_end_date > :previous_from)
ORDER BY p.compute_sku, p.price_start_date
