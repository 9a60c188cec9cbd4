-- The rows of `report roster --format csv` by plain SQLite: the same joins,
-- labels, parameters and order.  See output-bench.c.
-- SPDX-License-Identifier: Apache-2.0
CREATE TEMP TABLE code(name TEXT, code TEXT, label TEXT, PRIMARY KEY (name, code)) WITHOUT ROWID;
INSERT INTO temp.code VALUES ('sex', 'm', '男'), ('sex', 'f', '女'), ('sex', 'u', '未知'),
    ('sex', 'n', '未说明'), ('category', 'key', '重点'), ('category', 'ordinary', '一般');
CREATE TEMP TABLE choice(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
INSERT INTO temp.choice VALUES ('years_release', '5'), ('years_correction', '5'),
    ('years_reeducation', '3'), ('aid_last_day', 'same'), ('aid_paper', '0');
INSERT OR REPLACE INTO temp.choice SELECT name, value FROM setting
    WHERE name IN (SELECT name FROM temp.choice);
SELECT coalesce(period.village, '（未填村居）') AS 村居, person.number AS 编号, person.name AS 姓名,
    (SELECT label FROM temp.code WHERE name = 'sex' AND code = person.sex) AS 性别,
    person.id_card AS 公民身份号码,
    coalesce(period.live_address, period.home_address) AS 居住地址, period.phone AS 联系电话,
    period.offence AS 罪名, period.term AS 原判刑期, period.released_on AS 释放日期,
    (SELECT label FROM temp.code WHERE name = 'category' AND code = period.category) AS 类别,
    period.responsible AS 责任人,
    coalesce(CASE WHEN (SELECT value FROM temp.choice WHERE name = 'aid_paper') = '1'
        THEN period.aid_to END,
        date(period.released_on, '+' || (SELECT value FROM temp.choice WHERE name =
            CASE period.person_kind WHEN 'reeducation' THEN 'years_reeducation'
            WHEN 'correction' THEN 'years_correction' ELSE 'years_release' END) || ' years',
            (SELECT CASE value WHEN 'eve' THEN '-1 day' ELSE '+0 day' END
            FROM temp.choice WHERE name = 'aid_last_day'))) AS 期满日期
FROM period JOIN person ON person.id = period.person
WHERE period.removed IS NULL AND person.removed IS NULL
    AND period.released_on <= date('now', 'localtime')
    AND (period.ended_on IS NULL OR period.ended_on > date('now', 'localtime'))
ORDER BY 1, period.released_on, period.id;
