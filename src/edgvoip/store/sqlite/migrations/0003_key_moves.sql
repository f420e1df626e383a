-- The changes in which what a call is sorted by became another while the tenant had the call; NULL:
-- never. Who walks through a sorted list leaves out what moved since it began, so that no call is
-- met twice.

ALTER TABLE calls ADD COLUMN start_moved INTEGER;
ALTER TABLE calls ADD COLUMN billsec_moved INTEGER;
ALTER TABLE calls ADD COLUMN mos_moved INTEGER;
