-- The system tables of a store.  Form tables are made from the accepted
-- definitions and only grow; nothing here knows a form.
-- SPDX-License-Identifier: Apache-2.0

-- What the store is: application (version that last accepted), office, station,
-- start (启用日), definitions and builtin (digests of all accepted texts and of
-- those not from the overlay), settings (counts their changes), serial/… .
CREATE TABLE meta (
	name	TEXT PRIMARY KEY,
	value	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE office (
	id	TEXT PRIMARY KEY,
	name	TEXT NOT NULL,
	code	TEXT,
	parent	TEXT REFERENCES office(id)
) STRICT;

-- The accepted definitions, file by file (design.md 3).
CREATE TABLE definition (
	overlay	INTEGER NOT NULL,	-- 1 = of the office's own folder
	name	TEXT NOT NULL,
	text	BLOB NOT NULL,
	accepted_at TEXT NOT NULL,
	PRIMARY KEY (overlay, name)
) STRICT, WITHOUT ROWID;

-- The office's choices; a missing row is the definition's default.
CREATE TABLE setting (
	name	TEXT PRIMARY KEY,
	value	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what: one row an operation, in the station's own sequence.
CREATE TABLE operation (
	id	TEXT PRIMARY KEY,	-- station-sequence, "A-000123"
	station	TEXT NOT NULL,
	seq	INTEGER NOT NULL,
	previous TEXT,			-- the operation before it at this station
	verb	TEXT NOT NULL,
	who	TEXT NOT NULL,
	at	TEXT NOT NULL,
	reason	TEXT
) STRICT;
CREATE UNIQUE INDEX operation_seq ON operation(station, seq);

-- What it changed: field '' with all values (name TAB escaped value, a line
-- each) for a creation; one row for each changed field otherwise.
CREATE TABLE change (
	number	INTEGER PRIMARY KEY,
	operation TEXT NOT NULL REFERENCES operation(id),
	form	TEXT NOT NULL,
	record	TEXT NOT NULL,
	field	TEXT NOT NULL,
	before	TEXT,
	after	TEXT
) STRICT;
CREATE INDEX change_record ON change(record, number);

-- Numbers of other senders: two of them use the same ones.
CREATE TABLE source_number (
	person	TEXT NOT NULL,
	source	TEXT NOT NULL,
	number	TEXT NOT NULL,
	record	TEXT,			-- the paper it stood on, NULL = the person
	PRIMARY KEY (source, number, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_number_person ON source_number(person);

-- How people are found (model/name-index.h).
CREATE TABLE search_key (
	kind	TEXT NOT NULL,
	key	TEXT NOT NULL,
	person	TEXT NOT NULL,
	PRIMARY KEY (kind, key, person)
) STRICT, WITHOUT ROWID;

-- The same keys person by person, a line each ("kind" and key): what a save has
-- to take back, and what decides that a person was shown under a key before.
CREATE TABLE search_person (
	person	TEXT PRIMARY KEY,
	keys	TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The next date on which a rule is owed by a subject: dates only.  It is owed
-- on a day before until_on (NULL = no end) and late from late_from on.  The
-- person's number stands here because lists are sorted by it.
CREATE TABLE due (
	rule	TEXT NOT NULL,
	subject	TEXT NOT NULL,
	person	TEXT NOT NULL,		-- '' = the office itself
	period	TEXT,
	office	TEXT NOT NULL,
	number	TEXT NOT NULL,
	started_on TEXT NOT NULL,
	due_on	TEXT NOT NULL,
	late_from TEXT NOT NULL,	-- due + grace + 1 day
	until_on TEXT,
	cause	TEXT,			-- the record it starts from
	ower	TEXT NOT NULL,
	ours	INTEGER NOT NULL,
	PRIMARY KEY (rule, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_date ON due(due_on, number, rule, subject, ours, late_from, until_on, person);
CREATE INDEX due_rule ON due(rule, due_on, number, subject, ours, late_from, until_on, person);
CREATE INDEX due_person ON due(person);

-- The newest fact that answered or excused a rule.  For a day before it the
-- dues of that subject are computed afresh from the facts dated up to that day.
CREATE TABLE due_answer (
	rule	TEXT NOT NULL,
	subject	TEXT NOT NULL,
	person	TEXT NOT NULL,
	newest_on TEXT NOT NULL,
	PRIMARY KEY (rule, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_answer_newest ON due_answer(newest_on, person);

-- States with the days on which they show: from <= day < until.  In a track that
-- shows one state the rows of a subject do not overlap.  sort is the person's
-- full pinyin: lists of a state need it.
CREATE TABLE standing (
	track	TEXT NOT NULL,
	subject	TEXT NOT NULL,
	state	TEXT NOT NULL,
	place	INTEGER NOT NULL,	-- the state's place in its list
	from_on	TEXT NOT NULL,
	until_on TEXT,
	person	TEXT NOT NULL,
	office	TEXT NOT NULL,
	record	TEXT,
	sort	TEXT NOT NULL,
	PRIMARY KEY (track, subject, from_on, place, state)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_state ON standing(track, state, coalesce(until_on, '9999-12-31'), sort, subject, from_on);

-- Counts kept in the saving transaction; check proves tally = rows.
--   form/<name>              live records
--   found/person             people that a list of everybody shows
--   due/<rule>               day due_on, late late_from, until until_on or ''
--   from/<track>/<state>     day from_on: how many began to show the state
--   until/<track>/<state>    day until_on: how many ceased to
CREATE TABLE tally (
	what	TEXT NOT NULL,
	office	TEXT NOT NULL,
	day	TEXT NOT NULL DEFAULT '',
	late	TEXT NOT NULL DEFAULT '',
	until	TEXT NOT NULL DEFAULT '',
	n	INTEGER NOT NULL,
	PRIMARY KEY (what, day, office, late, until)
) STRICT, WITHOUT ROWID;

-- Import batches: what was done, so that a killed import goes on.
CREATE TABLE import (
	id	TEXT PRIMARY KEY,
	profile	TEXT NOT NULL,
	file	TEXT NOT NULL,		-- as named
	digest	TEXT NOT NULL,		-- of its bytes
	options	TEXT NOT NULL,
	who	TEXT NOT NULL,
	started_at TEXT NOT NULL,
	done_at	TEXT,
	line	INTEGER NOT NULL,	-- lines taken in
	counts	TEXT NOT NULL,
	rejects	TEXT			-- all taken in: the rejects file about to appear
) STRICT;
CREATE INDEX import_digest ON import(digest, profile);

-- Rows of an unfinished import that were not taken, and why: the rejects file
-- appears at the end, with those from before a break too.
CREATE TABLE import_reject (
	import	TEXT NOT NULL REFERENCES import(id),
	line	INTEGER NOT NULL,
	reason	TEXT NOT NULL,
	PRIMARY KEY (import, line)
) STRICT, WITHOUT ROWID;
