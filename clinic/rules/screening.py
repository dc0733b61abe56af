"""What is asked about each of the 46 conditions, in the order of the screening matrix (X-01 to X-46)."""

from collections.abc import Mapping

from clinic.rules.conditions import AnsweredBy, Condition, ConditionCode, Scope

C = ConditionCode
_G, _L, _GL = Scope.GLOBAL, Scope.LOCAL, Scope.BOTH
_BELLY = ("ABDU", "ABDL", "SACR")
_NECK = ("NECKA", "NECKP")


def _row(
    code: ConditionCode,
    scope: Scope,
    label: str,
    question: str,
    *,
    short: bool = False,
    answered_by: AnsweredBy = AnsweredBy.PATIENT,
    usual: tuple[str, ...] = (),
) -> Condition:
    number = list(ConditionCode).index(code) + 1
    return Condition(number, code, label, question, scope, short, answered_by, usual)


_CONDITIONS = (
    _row(
        C.DVT_PE_SUSPECT,
        _G,
        "Suspected clot in a limb or lung",
        "Is one leg or arm newly swollen, hot or painful, or do you have chest pain or trouble getting your breath?",
        short=True,
    ),
    _row(
        C.DVT_TREATED,
        _G,
        "Clot treated within 6 months",
        "Have you been treated for a blood clot in the last six months?",
    ),
    _row(
        C.FEVER,
        _G,
        "Fever of 38.0 °C or more, or a catching illness",
        "Do you have a fever, or an illness that others could catch?",
        short=True,
    ),
    _row(
        C.CELLULITIS,
        _G,
        "Spreading skin infection (cellulitis, lymphangitis, erysipelas)",
        "Do you have skin that is red, hot and spreading, or red streaks, or has a doctor found a skin infection?",
        short=True,
    ),
    _row(
        C.SKIN_LOCAL,
        _L,
        "Wound, burn, rash or fungus",
        "Do you have a wound, burn, rash or skin fungus anywhere?",
        short=True,
    ),
    _row(
        C.CHF_ACUTE,
        _G,
        "Acute heart failure or swelling from the heart",
        "Has your heart failure got worse, or has a doctor said that your swelling comes from the heart?",
    ),
    _row(C.CHF_STABLE, _G, "Stable heart failure", "Do you have heart failure that is under control?"),
    _row(C.RENAL_ACUTE, _G, "Acute kidney failure", "Have your kidneys suddenly stopped working as they should?"),
    _row(
        C.RENAL_CHRONIC,
        _G,
        "Chronic kidney disease or dialysis",
        "Do you have a long-standing kidney disease, or are you on dialysis?",
    ),
    _row(
        C.CANCER_ACTIVE,
        _GL,
        "Active cancer or cancer treatment",
        "Do you have cancer now, or are you being treated for it?",
    ),
    _row(
        C.NODES_REMOVED,
        _L,
        "Lymph nodes removed or radiated",
        "Have lymph nodes been taken out or treated with radiation?",
    ),
    _row(
        C.ANTICOAG,
        _G,
        "Blood thinner or antiplatelet medicine",
        "Do you take a medicine that thins the blood, aspirin every day included?",
        short=True,
    ),
    _row(
        C.BLEED,
        _G,
        "Bleeding disorder or low platelets",
        "Do you bleed or bruise very easily, or have you been told that your platelets are low?",
    ),
    _row(C.FRACTURE_UNHEALED, _L, "Fracture not healed", "Do you have a broken bone that has not healed yet?"),
    _row(
        C.FRACTURE_HEALED,
        _L,
        "Fracture healed less than 12 weeks ago",
        "Has a broken bone healed within the last twelve weeks?",
    ),
    _row(C.OSTEOPOROSIS, _G, "Osteoporosis", "Have you been told that your bones are thin or brittle?"),
    _row(C.SURGERY_RECENT, _L, "Recent surgery", "Have you had an operation lately?", short=True),
    _row(
        C.BP_CRISIS,
        _G,
        "Blood pressure 180 or more over 110 or more",
        "Was your blood pressure 180 or more (upper number), or 110 or more (lower number)?",
        short=True,
        answered_by=AnsweredBy.READING,
    ),
    _row(
        C.BP_HIGH,
        _G,
        "Blood pressure 160 to 179 over 100 to 109",
        "Was your blood pressure 160 to 179 (upper number), or 100 to 109 (lower number)?",
        short=True,
        answered_by=AnsweredBy.READING,
    ),
    _row(
        C.BP_LOW,
        _G,
        "Blood pressure under 90 over 60, or dizziness",
        "Is your blood pressure below 90 over 60, or do you get dizzy when you stand up?",
        short=True,
    ),
    _row(
        C.PREGNANT_T1,
        _GL,
        "Pregnant, first trimester",
        "Are you, or could you be, in the first three months of a pregnancy?",
        short=True,
        usual=_BELLY,
    ),
    _row(
        C.PREGNANT_T2_T3,
        _L,
        "Pregnant, second or third trimester",
        "Are you more than three months pregnant?",
        short=True,
        usual=_BELLY,
    ),
    _row(
        C.PREGNANT_HIGH_RISK,
        _G,
        "High-risk pregnancy, bleeding or pre-eclampsia",
        "Has a doctor called your pregnancy high-risk, or have you had bleeding or high blood pressure in it?",
    ),
    _row(
        C.STROKE_TIA,
        _G,
        "Stroke or TIA within 3 months, carotid bruit or aneurysm",
        "Have you had a stroke or mini-stroke in the last three months, or been told of a narrowed "
        "neck artery or an aneurysm?",
        usual=_NECK,
    ),
    _row(
        C.NECK_ARTERY,
        _G,
        "Warning signs of a neck artery",
        "Do you have a new headache or neck pain worse than ever before, double vision, slurred "
        "speech, a numb face, spinning, or sudden falls?",
        short=True,
    ),
    _row(
        C.CAUDA,
        _G,
        "Warning signs of the spinal cord or cauda equina",
        "Are you numb between the legs, weak in both legs, or do you have new trouble with bladder or bowel?",
        short=True,
    ),
    _row(
        C.RED_FLAG_HISTORY,
        _G,
        "History that needs a physician first",
        "Have you lost weight without trying, does pain wake you every night, or is there new pain "
        "after a cancer, or after a fall while on steroids?",
    ),
    _row(
        C.IMPLANT,
        _L,
        "Implant, hardware, port or pacemaker",
        "Do you have metal, a port, a pacemaker or another device in your body?",
    ),
    _row(
        C.BREAST_IMPLANT,
        _L,
        "Breast implant, or filler or botulinum toxin within 2 weeks",
        "Do you have a breast implant, or have you had filler or botulinum toxin in the last two weeks?",
    ),
    _row(
        C.VARICOSE,
        _L,
        "Varicose veins or past phlebitis",
        "Do you have bulging veins, or have you had an inflamed vein?",
    ),
    _row(C.PAD, _L, "Arterial disease of the limbs", "Has a doctor found poor blood flow in your legs or arms?"),
    _row(
        C.DIABETES_NEUROPATHY,
        _L,
        "Diabetic neuropathy or lost feeling",
        "Have you lost feeling anywhere, for example in your feet from diabetes?",
    ),
    _row(
        C.THYROID_OVER,
        _L,
        "Overactive thyroid, irregular heartbeat or sensitive carotid sinus",
        "Do you have an overactive thyroid or an irregular heartbeat, or do you faint when your neck is pressed?",
        usual=_NECK,
    ),
    _row(C.ASTHMA, _G, "Acute asthma", "Is your asthma acting up now?"),
    _row(
        C.ABDOMEN,
        _L,
        "Abdominal condition (aneurysm, obstruction, flare, hernia, period)",
        "Do you have a hernia, a bowel problem, a widened belly artery, or your period today?",
        usual=("ABDU", "ABDL"),
    ),
    _row(
        C.ACUTE_INJURY, _L, "Injury within 72 hours", "Have you fallen or been hurt in the last three days?", short=True
    ),
    _row(
        C.ARTHRITIS_FLARE, _L, "Arthritis flare (rheumatoid)", "Do you have a joint that is inflamed by arthritis now?"
    ),
    _row(
        C.HEMATOMA,
        _L,
        "Hematoma or bone growth in a muscle",
        "Do you have a deep bruise, or a muscle in which bone has formed after an injury?",
    ),
    _row(
        C.HYPERMOBILITY,
        _G,
        "Hypermobility or Ehlers-Danlos",
        "Are your joints very loose, or do you have Ehlers-Danlos syndrome?",
    ),
    _row(
        C.PSYCHOSIS,
        _G,
        "Psychosis or severe trauma history",
        "Is there a mental health condition or a hard experience that we should know of so that you feel safe?",
    ),
    _row(
        C.INTOXICATED,
        _G,
        "Intoxicated or cannot consent",
        "Have you had alcohol or drugs today that cloud your thinking?",
        short=True,
        answered_by=AnsweredBy.OBSERVER,
    ),
    _row(
        C.NO_PHYSICIAN_CONTACT,
        _G,
        "Refuses contact with the physician when safety needs it",
        "Would you refuse to let us speak with your physician, even when your safety calls for it?",
    ),
    _row(
        C.FOOT,
        _L,
        "Foot condition (gout, fracture, fungus, wart, pitting)",
        "Do you have gout, a break, a fungus, a wart or swelling that keeps a dent in a foot?",
    ),
    _row(
        C.SWELLING_UNEXPLAINED,
        _G,
        "Swelling of unknown cause",
        "Do you have swelling that no doctor has explained?",
        short=True,
    ),
    _row(C.ALLERGY, _G, "Allergy to a lubricant or latex", "Are you allergic to an oil, a lotion, a scent or latex?"),
    _row(
        C.NO_REFERRAL,
        _G,
        "No referral, or referral expired",
        "Are you here without a current referral from a physician?",
        answered_by=AnsweredBy.RECORDS,
    ),
)

CONDITIONS: Mapping[ConditionCode, Condition] = {condition.code: condition for condition in _CONDITIONS}
CONDITION_CHOICES: tuple[tuple[str, str], ...] = tuple((c.code.value, c.label) for c in _CONDITIONS)


# mmHg, systolic and diastolic; the worst first.
_RAISED_FROM: Mapping[ConditionCode, tuple[int, int]] = {C.BP_CRISIS: (180, 110), C.BP_HIGH: (160, 100)}
_LOW = (90, 60)


# What belongs to the physician the same day, whatever is being treated. (RE-RED-FLAG, D-8)
WARNING_SIGNS = frozenset({C.DVT_PE_SUSPECT, C.NECK_ARTERY, C.CAUDA, C.RED_FLAG_HISTORY})


def full_list() -> tuple[Condition, ...]:
    """What a person is asked at intake: all but what the clinic's records answer by themselves."""
    return tuple(c for c in _CONDITIONS if c.answered_by is not AnsweredBy.RECORDS)


def short_list() -> tuple[Condition, ...]:
    """What is asked again at every visit (X-SHORT)."""
    return tuple(c for c in _CONDITIONS if c.short)


def blood_pressure_condition(systolic: int, diastolic: int) -> ConditionCode | None:
    """What a reading in mmHg raises by itself, the worse of its two numbers deciding (X-18 to X-20)."""
    for code, (upper, lower) in _RAISED_FROM.items():
        if systolic >= upper or diastolic >= lower:
            return code
    return C.BP_LOW if systolic < _LOW[0] or diastolic < _LOW[1] else None
