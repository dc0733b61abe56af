"""The SQL behind `availability`: hours of the clock to moments, and the walk through time that finds what is free.

Everything is a set of moments (multiranges). A visit may begin where all of it lies in working hours, and where it meets nothing that
takes therapist, room or patient: so what is taken is widened by the visit's length and subtracted from the possible starts.
"""

from sessions.models import LIVE

LIVE_SQL = "({})".format(", ".join(f"'{status}'" for status in LIVE))

# Moments of a time of day: the first where the clock shows it twice; where it skips it, `begins` comes late and `ends` comes early, so that
# nothing is ever offered outside. Only days on which the clocks change take the long way.
_TWICE = """CASE WHEN ({moment} - interval '1 hour') AT TIME ZONE zone = {local} THEN {moment} - interval '1 hour'
     WHEN ({moment} - interval '30 minutes') AT TIME ZONE zone = {local} THEN {moment} - interval '30 minutes'
     ELSE {moment} END"""
_BEGINS = _TWICE.format(moment="((day + from_time) AT TIME ZONE zone)", local="(day + from_time)")
_ENDS = f"""CASE WHEN (day + until_time) AT TIME ZONE zone AT TIME ZONE zone > day + until_time
     THEN (day + until_time) AT TIME ZONE zone - ((day + until_time) AT TIME ZONE zone AT TIME ZONE zone - (day + until_time))
     ELSE {_TWICE.format(moment="((day + until_time) AT TIME ZONE zone)", local="(day + until_time)")} END"""


def worked(people: str, first: str, last: str) -> str:
    """A query of (therapist_id, location_id, open_days, day, at): each stretch that `people` (therapist_id, location_id, zone,
    rank, open_days) work on their local days from `first` to `last` (expressions that may use `zone`)."""
    return f"""
    SELECT stretch.therapist_id, stretch.location_id, stretch.open_days, calendar.day, tstzrange(begins_at, ends_at) AS at
    FROM (
        SELECT zone, day::date AS day, midnight,
            (day + interval '1 day') AT TIME ZONE zone - midnight = interval '24 hours' AND midnight AT TIME ZONE zone = day AS is_plain
        FROM (
            SELECT zone, min(first_day) AS first_day, max(last_day) AS last_day
            FROM (SELECT zone, {first} AS first_day, {last} AS last_day FROM {people}) span GROUP BY zone
        ) zones
        CROSS JOIN LATERAL generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') day
        CROSS JOIN LATERAL (SELECT day AT TIME ZONE zone AS midnight) clock
    ) calendar
    JOIN (
        SELECT p.*, weekday, from_time, until_time, valid_from, valid_until
        FROM {people} p JOIN clinic_sessions_workinghours h USING (therapist_id, location_id)
        UNION ALL
        SELECT p.*, extract(isodow FROM works_on)::int - 1, from_time, until_time, works_on, works_on
        FROM {people} p JOIN clinic_sessions_extrahours h USING (therapist_id, location_id)
    ) stretch USING (zone)
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN is_plain THEN midnight + from_time::interval ELSE {_BEGINS} END AS begins_at,
            CASE WHEN is_plain THEN midnight + until_time::interval ELSE {_ENDS} END AS ends_at
    ) moments
    WHERE weekday = extract(isodow FROM calendar.day)::int - 1 AND calendar.day >= valid_from
        AND (valid_until IS NULL OR calendar.day <= valid_until) AND begins_at < ends_at"""


# Who may be asked and where, each with the days that are open to this wish: licensed, not closed, within what the guards allow.
_PEOPLE = """
places AS MATERIALIZED (
    SELECT l.id AS location_id, l.zone, l.state,
        datemultirange(daterange(%(first_on)s, %(last_on)s, '[]'))
        - coalesce((
            SELECT range_agg(daterange(from_on, until_on, '[]')) FROM clinic_closure c
            WHERE c.location_id = l.id OR c.location_id IS NULL), '{}')
        - coalesce((SELECT range_agg(daterange(f, u, '[]')) FROM unnest(%(closed_from)s::date[], %(closed_until)s::date[]) d(f, u)), '{}')
        - coalesce((
            SELECT range_agg(daterange(monday, monday + 7)) FROM unnest(%(weeks)s::date[], %(taken)s::int[]) w(monday, taken)
            WHERE taken >= %(per_week)s), '{}')
        - coalesce((
            SELECT range_agg(daterange((lower(during) AT TIME ZONE l.zone)::date, (lower(during) AT TIME ZONE l.zone)::date, '[]'))
            FROM own WHERE NOT %(same_day)s), '{}') AS open_days
    FROM clinic_location l
    WHERE cardinality(%(locations)s::bigint[]) = 0 OR l.id = ANY(%(locations)s)
),
demands AS MATERIALIZED (
    SELECT DISTINCT ON (code) code, needs_credential, licenses FROM clinic_sessions_technique
    WHERE code = ANY(%(techniques)s) ORDER BY code, version DESC
),
people AS MATERIALIZED (
    SELECT s.id AS therapist_id, location_id, zone,
        row_number() OVER (ORDER BY array_position(%(therapists)s::bigint[], s.id), s.name, s.id) AS rank,
        open_days * coalesce((
            SELECT range_intersect_agg(allowed) FROM demands
            CROSS JOIN LATERAL (
                SELECT coalesce(max(expires_on), CASE WHEN licenses ? p.state THEN '-infinity'::date END) AS last_on,
                    licenses ? p.state OR count(*) > 0 AS is_asked
                FROM clinic_license k
                WHERE k.staff_id = s.id AND k.state = p.state AND (NOT licenses ? p.state
                    OR regexp_replace(lower(trim(k.kind)), '\\s+', ' ', 'g')
                     = regexp_replace(lower(trim(licenses ->> p.state)), '\\s+', ' ', 'g'))
            ) license
            CROSS JOIN LATERAL (
                SELECT coalesce(range_agg(daterange(since_on, until_on, '[]')), '{}') AS days FROM clinic_techniquecredential c
                WHERE c.staff_id = s.id AND c.technique = demands.code
            ) credential
            CROSS JOIN LATERAL (
                SELECT CASE WHEN needs_credential THEN days ELSE '{(,)}'::datemultirange END
                    * CASE WHEN is_asked THEN datemultirange(daterange(NULL, last_on, '[]')) ELSE '{(,)}' END AS allowed
            ) both_papers
        ), '{(,)}') AS open_days
    FROM clinic_staff s CROSS JOIN places p
    WHERE s.is_active AND s.roles @> ARRAY['therapist']::varchar[]
        AND (cardinality(%(therapists)s::bigint[]) = 0 OR s.id = ANY(%(therapists)s))
        AND (%(staff)s::bigint[] IS NULL OR s.id = ANY(%(staff)s))
        AND (EXISTS (SELECT FROM clinic_sessions_workinghours h WHERE h.therapist_id = s.id AND h.location_id = p.location_id)
          OR EXISTS (SELECT FROM clinic_sessions_extrahours h WHERE h.therapist_id = s.id AND h.location_id = p.location_id))
)"""

# The patient's own visits of the whole span, and what they and the rest between visits take away.
_OWN = f"""
own AS MATERIALIZED (
    SELECT during FROM clinic_sessions_appointment
    WHERE %(patient)s::bigint IS NOT NULL AND id <> ALL(%(besides)s::bigint[]) AND status IN {LIVE_SQL}
        AND int8range(patient_id, patient_id, '[]') && int8range(%(patient)s, %(patient)s, '[]')
        AND during && tstzrange(%(begin)s - interval '2 days', %(end)s + interval '2 days')
),
patient_taken AS MATERIALIZED (
    SELECT coalesce(range_agg(r), '{{}}') AS taken FROM (
        SELECT tstzrange(lower(during) - %(length)s, upper(during), '()') FROM own
        UNION ALL
        SELECT tstzrange(s - %(gap)s - %(length)s, e + %(gap)s, '()')
        FROM unnest(%(visit_starts)s::timestamptz[], %(visit_ends)s::timestamptz[]) v(s, e) WHERE %(gap)s > interval '0'
    ) taken(r)
)"""

# One stretch of the walk: what each therapist and each room is taken by within it. Ranges are ordered by where they begin, so that one
# piece of an index holds what is near; no visit lasts a day.
_NEAR = """during >= tstzrange(from_at - interval '1 day', from_at - interval '1 day', '[]')
        AND during < tstzrange(until_at + interval '1 day', until_at + interval '1 day', '[]')"""
_VISITS = f"""
therapist_visits AS MATERIALIZED (
    SELECT t.therapist_id, a.plan_id, a.during, a.occupies
    FROM (SELECT DISTINCT therapist_id FROM people) t
    CROSS JOIN LATERAL (
        SELECT plan_id, during, occupies FROM clinic_sessions_appointment a
        WHERE a.therapist_id = t.therapist_id AND {_NEAR} AND status IN {LIVE_SQL}
            AND (cardinality(%(besides)s::bigint[]) = 0 OR id <> ALL(%(besides)s)) OFFSET 0
    ) a
),
room_visits AS MATERIALIZED (
    SELECT room_id, range_agg(tstzrange(lower(occupies) - %(whole)s, upper(occupies), '()')) AS taken
    FROM (SELECT DISTINCT location_id FROM people) l
    CROSS JOIN LATERAL (
        SELECT room_id, occupies FROM clinic_sessions_appointment a
        WHERE a.location_id = l.location_id AND {_NEAR} AND status IN {LIVE_SQL}
            AND (cardinality(%(besides)s::bigint[]) = 0 OR id <> ALL(%(besides)s)) OFFSET 0
    ) a
    GROUP BY room_id
)"""

# P-LOAD as starts that would make a row too long: after a row, before one, or between two that would become one.
_DEEP = """
deep_plans AS MATERIALIZED (
    SELECT plan_id FROM (SELECT DISTINCT plan_id FROM therapist_visits WHERE plan_id IS NOT NULL) p
    WHERE EXISTS (
        SELECT FROM (
            SELECT id FROM clinic_sessions_planversion v WHERE v.plan_id = p.plan_id AND signature_id IS NOT NULL
            ORDER BY number DESC LIMIT 1
        ) newest JOIN clinic_sessions_plantechnique t ON t.version_id = newest.id AND t.pressure_ceiling >= %(deep_pressure)s)
),
in_order AS (
    SELECT therapist_id, lower(during) AS s, upper(during) AS e, deep_plans.plan_id IS NOT NULL AS is_deep,
        deep_plans.plan_id IS NULL OR NOT coalesce(lag(deep_plans.plan_id IS NOT NULL) OVER w, false)
            OR lower(during) - lag(upper(during)) OVER w >= %(rest)s AS begins_row
    FROM therapist_visits LEFT JOIN deep_plans USING (plan_id)
    WINDOW w AS (PARTITION BY therapist_id ORDER BY during)
),
numbered AS (SELECT *, count(*) FILTER (WHERE begins_row) OVER (PARTITION BY therapist_id ORDER BY s) AS row_no FROM in_order),
counted AS (
    SELECT *, CASE WHEN is_deep THEN row_number() OVER (PARTITION BY therapist_id, row_no ORDER BY s) ELSE 0 END AS before,
        CASE WHEN is_deep THEN row_number() OVER (PARTITION BY therapist_id, row_no ORDER BY s DESC) ELSE 0 END AS after
    FROM numbered
),
beside AS (
    SELECT therapist_id, before, e, coalesce(lead(after) OVER w, 0) AS after, lead(s) OVER w AS s
    FROM counted WINDOW w AS (PARTITION BY therapist_id ORDER BY s)
    UNION ALL
    SELECT DISTINCT ON (therapist_id) therapist_id, 0, NULL, after, s FROM counted ORDER BY therapist_id, s
),
too_deep AS (
    SELECT therapist_id, tstzrange(e, e + %(rest)s) AS r FROM beside WHERE before >= %(cap)s
    UNION ALL
    SELECT therapist_id, tstzrange(s - %(rest)s - %(length)s, s - %(length)s, '(]') FROM beside WHERE after >= %(cap)s
    UNION ALL
    SELECT therapist_id, tstzrange(e, e + %(rest)s) * tstzrange(s - %(rest)s - %(length)s, s - %(length)s, '(]')
    FROM beside WHERE before > 0 AND after > 0 AND before + after >= %(cap)s AND s - %(length)s >= e
),"""

_STARTS = f"""
worked AS ({worked("people", "(from_at AT TIME ZONE zone)::date", "(until_at AT TIME ZONE zone)::date")}),
wished AS (
    SELECT therapist_id, location_id, at FROM worked
    WHERE day <@ open_days AND (cardinality(%(weekdays)s::int[]) = 0 OR extract(isodow FROM day)::int - 1 = ANY(%(weekdays)s))
),
merged AS (SELECT therapist_id, location_id, range_agg(at) AS at FROM wished GROUP BY 1, 2),
possible AS (
    SELECT therapist_id, location_id, range_agg(tstzrange(lower(r), upper(r) - %(length)s, '[]')) AS starts
    FROM merged CROSS JOIN LATERAL unnest(at) r WHERE upper(r) - lower(r) >= %(length)s GROUP BY 1, 2
),
taken AS (
    SELECT therapist_id, range_agg(r) AS taken FROM (
        SELECT therapist_id, tstzrange(lower(occupies) - %(whole)s, upper(occupies), '()') AS r FROM therapist_visits
        UNION ALL
        SELECT therapist_id, tstzrange(lower(during) - %(length)s, upper(during), '()') FROM clinic_sessions_timeoff
        WHERE upper(during) > from_at
        __DEEP__
    ) each GROUP BY 1
),
rooms AS MATERIALIZED (
    SELECT r.id, r.location_id, array_position(%(rooms)s::bigint[], r.id) AS wished, r.name,
        CASE WHEN out_from IS NULL THEN 'empty' ELSE daterange(out_from, out_until, '[]') END AS out,
        coalesce(taken, '{{}}') AS taken
    FROM clinic_room r LEFT JOIN room_visits ON room_visits.room_id = r.id
    WHERE r.location_id IN (SELECT location_id FROM people) AND (cardinality(%(rooms)s::bigint[]) = 0 OR r.id = ANY(%(rooms)s))
        AND NOT EXISTS (SELECT FROM unnest(%(equipment)s::text[]) word WHERE strpos(lower(r.equipment), lower(word)) = 0)
),
free AS (
    SELECT therapist_id, location_id, zone, rank, r
    FROM possible JOIN people USING (therapist_id, location_id) LEFT JOIN taken USING (therapist_id) CROSS JOIN patient_taken
    CROSS JOIN LATERAL unnest(
        possible.starts * tstzmultirange(tstzrange(from_at, until_at)) - coalesce(taken.taken, '{{}}') - patient_taken.taken
    ) r
),
starts AS (
    SELECT therapist_id, location_id, zone, rank, s AS starts_at
    FROM free
    CROSS JOIN LATERAL (SELECT extract(epoch FROM (lower(r) AT TIME ZONE zone)::time)::numeric AS second_of_day) local
    CROSS JOIN LATERAL generate_series(
        lower(r) + mod(%(grid)s - mod(second_of_day, %(grid)s), %(grid)s) * interval '1 second', upper(r), %(step)s
    ) s
    CROSS JOIN LATERAL (SELECT s AT TIME ZONE zone AS wall) clock
    WHERE s <@ r AND mod(extract(epoch FROM wall::time)::int, %(grid)s) = 0
        AND (%(from_time)s::time IS NULL OR wall::time >= %(from_time)s)
        AND (%(until_time)s::time IS NULL OR ((s + %(length)s) AT TIME ZONE zone)::time <= %(until_time)s)
    ORDER BY starts_at, rank
)"""

# The walk: two days, then four, and so on, until enough is found; what lies behind is not looked at.
OPENINGS = f"""
WITH RECURSIVE {_OWN}, {_PEOPLE},
walk AS (
    SELECT %(begin)s::timestamptz AS reached_at, interval '2 days' AS stride, 0 AS found, '[]'::jsonb AS part
    UNION ALL
    SELECT until_at, least(stride * 2, interval '28 days'), found + jsonb_array_length(chunk.part), chunk.part
    FROM walk
    CROSS JOIN LATERAL (SELECT walk.reached_at AS from_at, least(walk.reached_at + stride, %(end)s) AS until_at) span
    CROSS JOIN LATERAL (
        WITH {_VISITS}, __DEEP_TABLES__ {_STARTS}
        SELECT coalesce(jsonb_agg(jsonb_build_array(starts_at, rank, therapist_id, location_id, room_id)), '[]') AS part
        FROM (
            SELECT starts.*, room.id AS room_id
            FROM starts
            CROSS JOIN LATERAL (
                SELECT id FROM (SELECT * FROM rooms WHERE rooms.location_id = starts.location_id OFFSET 0) here
                WHERE NOT taken @> starts_at
                    AND NOT out @> (starts_at AT TIME ZONE zone)::date
                ORDER BY wished, name, id LIMIT 1
            ) room
            ORDER BY starts_at, rank LIMIT %(limit)s
        ) first_ones
    ) chunk
    WHERE walk.reached_at < %(end)s AND walk.found < %(limit)s
)
SELECT (one ->> 2)::bigint, (one ->> 4)::bigint, (one ->> 3)::bigint, (one ->> 0)::timestamptz
FROM walk CROSS JOIN LATERAL jsonb_array_elements(part) one
ORDER BY (one ->> 0)::timestamptz, (one ->> 1)::bigint
LIMIT %(limit)s
"""


def openings_sql(*, is_deep: bool) -> str:
    """With the load guard only where it is asked for."""
    rows = "UNION ALL SELECT therapist_id, r FROM too_deep" if is_deep else ""
    return OPENINGS.replace("__DEEP_TABLES__", _DEEP if is_deep else "").replace("__DEEP__", rows)


# What is on file for one time of one therapist at one place.
PRESENCE = f"""
WITH people AS (
    SELECT %(therapist)s::bigint AS therapist_id, %(location)s::bigint AS location_id, %(zone)s::text AS zone, 1 AS rank,
        '{{(,)}}'::datemultirange AS open_days
),
worked AS ({worked("people", "%(day)s::date", "%(day)s::date")}),
merged AS (SELECT range_agg(at) AS at FROM worked)
SELECT
    EXISTS (SELECT FROM clinic_sessions_workinghours WHERE therapist_id = %(therapist)s)
        OR EXISTS (SELECT FROM clinic_sessions_extrahours WHERE therapist_id = %(therapist)s),
    coalesce((SELECT at @> tstzrange(%(starts_at)s, %(ends_at)s) FROM merged), false),
    (SELECT array_agg(lower(r) ORDER BY r) FROM merged CROSS JOIN LATERAL unnest(at) r),
    (SELECT array_agg(upper(r) ORDER BY r) FROM merged CROSS JOIN LATERAL unnest(at) r),
    off.kind, upper(off.during),
    (SELECT reason FROM clinic_closure
     WHERE (location_id = %(location)s OR location_id IS NULL) AND %(day)s::date BETWEEN from_on AND until_on ORDER BY id LIMIT 1)
FROM (SELECT) once LEFT JOIN LATERAL (
    SELECT kind, during FROM clinic_sessions_timeoff
    WHERE therapist_id = %(therapist)s AND during && tstzrange(%(starts_at)s, %(ends_at)s) ORDER BY during LIMIT 1
) off ON true
"""
