-- Every turn pays for each index, and lists are read now and then: one index with all that lists filter by serves
-- them all. A filter that fits few turns then reads over index entries, not over rows.
DROP INDEX turn_by_time;
DROP INDEX turn_by_stage;
DROP INDEX turn_by_node;
DROP INDEX turn_break_by_time;
CREATE INDEX turn_by_time ON turn (bot_id, admitted_at, sequence, stage, node, cause);
