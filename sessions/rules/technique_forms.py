"""The forms each technique takes, in the words therapists use for them (T-FORMS). A form changes nothing of the technique's limits."""

from collections.abc import Mapping

from clinic.rules.techniques import TechniqueCode as T

FORMS: Mapping[T, tuple[str, ...]] = {
    T.MLD: ("trunk and neck first", "arm", "leg", "around a scar"),
    T.NMT: ("muscle bands", "attachments", "tender points"),
    T.CTM: ("build-up from the low back", "skin technique", "fascia technique"),
    T.MFR: ("sustained release", "cross-hand release", "scar work"),
    T.OMT: ("soft tissue", "muscle energy", "indirect", "facilitated positional release", "articulatory"),
    T.ORI: ("acupressure", "shiatsu", "tui na"),
    T.REF: ("feet", "hands", "ears"),
    T.TRP: ("static pressure", "pressure with movement", "pressure, then stretch"),
    T.STR: ("passive", "contract and relax (PNF)", "assisted by the patient"),
    T.PRT: ("strain-counterstrain", "tender point release"),
    T.DTM: ("long strokes", "stripping along the fibers", "friction across the fibers", "pressure with movement"),
    T.GEN: ("gliding", "kneading", "light friction"),
}
