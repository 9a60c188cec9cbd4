-- Who sends us files (来文单位), and what his heads were said to mean.
-- SPDX-License-Identifier: Apache-2.0

CREATE TABLE sender (
	name	TEXT PRIMARY KEY,
	used_on	TEXT NOT NULL		-- day of the last import
) STRICT, WITHOUT ROWID;

-- A field that the profile no longer has is passed over, and told.
CREATE TABLE sender_head (
	sender	TEXT NOT NULL REFERENCES sender(name),
	profile	TEXT NOT NULL,
	head	TEXT NOT NULL,		-- plain (model/table-head.h)
	field	TEXT NOT NULL,		-- "form.blank" of the profile; "-" = not read
	who	TEXT NOT NULL,
	kept_at	TEXT NOT NULL,
	PRIMARY KEY (sender, profile, head)
) STRICT, WITHOUT ROWID;
