"""Every write of cmo: texts, passages in a tray, the configurations made of them, and what speaks for or against."""
