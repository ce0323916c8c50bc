"""本市规则: what a city sets otherwise than the shipped rules, proposed by one, approved by another, held from a day on."""
