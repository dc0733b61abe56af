"""Settings: everything from the environment, loudly refused when it is missing or unsafe.

`MEND_MODE` is `production` unless said otherwise; `local` is what `bin/up` runs (plain http on the loopback address), `test` the test run.
"""

import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from celery.schedules import schedule
from django.core.exceptions import ImproperlyConfigured

# Lets annotations such as ModelForm[Patient] stand in the code itself.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

MODE = env.str("MEND_MODE", default="production")
if MODE not in {"production", "local", "test"}:
    raise ImproperlyConfigured(f"MEND_MODE is {MODE!r}; it must be production, local or test.")
PRODUCTION = MODE == "production"
# Static checks (types, import contracts) load the settings without any server to talk to.
CHECKING = MODE == "test"


def required(name: str, *, while_checking: str) -> str:
    """A setting without a safe default: only the test run may leave it out."""
    value: str = env.str(name, default=while_checking if CHECKING else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Put it into the environment; .env.example lists every setting.")
    return value


# --- The site -------------------------------------------------------------------------------------------------------

DEBUG = False
INSECURE_SECRET = "insecure-secret-for-tests-only-" + "0" * 40
SECRET_KEY = required("MEND_SECRET_KEY", while_checking=INSECURE_SECRET)
SHORTEST_SECRET = 50
if PRODUCTION and ("insecure" in SECRET_KEY or len(SECRET_KEY) < SHORTEST_SECRET or len(set(SECRET_KEY)) < 10):  # noqa: PLR2004
    raise ImproperlyConfigured(
        "MEND_SECRET_KEY is a development secret or shorter than 50 characters; production refuses it."
    )

BASE_URL = required("MEND_BASE_URL", while_checking="http://testserver").rstrip("/")
if PRODUCTION and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("MEND_BASE_URL must begin with https:// in production.")
ALLOWED_HOSTS = env.list("MEND_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "testserver"] if CHECKING else [])
if not ALLOWED_HOSTS or (PRODUCTION and "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("MEND_ALLOWED_HOSTS must name the hosts this clinic answers to (no *).")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "clinic.apps.ClinicConfig",
    "patients.apps.PatientsConfig",
    "referrals.apps.ReferralsConfig",
    "assessments.apps.AssessmentsConfig",
    "sessions.apps.SessionsConfig",
    "reports.apps.ReportsConfig",
    "portal.apps.PortalConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "clinic.apps.StaticFiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic.middleware.health_checks",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clinic.middleware.clinic_clock",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clinic.middleware.AccessMiddleware",
    "clinic.middleware.acts_lead_to_pages",
    "clinic.middleware.HistoryMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "clinic.templatetags.mend"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Database: two roles. The owner migrates; server, worker and tests own nothing -----------------------------------

APPLICATION_ROLE = env.str("MEND_DB_USER", default="mend_app")
OWNER_ROLE = env.str("MEND_DB_OWNER_USER", default="mend_owner")
AS_OWNER = env.bool("MEND_AS_OWNER", default=False)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": required("MEND_DB_NAME", while_checking="mend"),
        "HOST": required("MEND_DB_HOST", while_checking="127.0.0.1"),
        "PORT": env.str("MEND_DB_PORT", default=""),
        "USER": OWNER_ROLE if AS_OWNER else APPLICATION_ROLE,
        "PASSWORD": env.str("MEND_DB_OWNER_PASSWORD", default="")
        if AS_OWNER
        else env.str("MEND_DB_PASSWORD", default=""),
        "CONN_MAX_AGE": 0 if CHECKING else 300,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 5, "application_name": f"mend-{MODE}"},
    }
}
# What the tests need to create their database as its owner and then run as the application.
OWNER_PASSWORD = env.str("MEND_DB_OWNER_PASSWORD", default="")

# No page may need Redis: sessions and cache live in the database.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "clinic_cache"}}

# --- Sign-in --------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "clinic.Staff"
AUTHENTICATION_BACKENDS = ["clinic.access.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if CHECKING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "clinic:home"
ACCOUNT_ADAPTER = "clinic.access.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "clinic.forms.account.SignInForm",
    "reset_password": "clinic.forms.account.ForgottenPasswordForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
# Strangers get no mail from us, whatever address they type.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login_failed": "20/m/ip,5/15m/key",
    "login": "60/m/ip",
    "reset_password": "20/m/ip,3/h/key",
}

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# --- Files ----------------------------------------------------------------------------------------------------------

MEDIA_ROOT = Path(required("MEND_MEDIA_ROOT", while_checking=str(BASE_DIR / "var" / "test-media")))
STORAGES = {
    "default": {"BACKEND": "clinic.storage.AtomicFileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if CHECKING
        else "clinic.storage.HashedStaticFiles"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("MEND_STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
NODE_MODULES = Path(env.str("MEND_NODE_MODULES", default=str(BASE_DIR / "node_modules")))
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    BASE_DIR / "static",
    ("vendor/event-calendar", NODE_MODULES / "@event-calendar" / "build" / "dist"),
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/bootstrap-icons/font", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/inter/files", NODE_MODULES / "@fontsource-variable" / "inter" / "files"),
]
WHITENOISE_USE_FINDERS = CHECKING
# Compressed already, or read by nobody but a developer.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS: tuple[str, ...] = ("woff", "woff2", "png", "jpg", "map")

# --- Mail and background work ---------------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = required("MEND_EMAIL_HOST", while_checking="127.0.0.1")
EMAIL_PORT = env.int("MEND_EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("MEND_EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("MEND_EMAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("MEND_EMAIL_TLS", default=PRODUCTION)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = required("MEND_FROM_EMAIL", while_checking="clinic@mend.example")
# Where the loopback mail catcher of a demo leaves its files; empty where mail really leaves the house.
MAIL_DIR = env.str("MEND_MAIL_DIR", default="")

# Each process of a parallel test run has its own queue on the one Redis.
TEST_QUEUE = f"{env.str('MEND_DB_NAME', default='mend')}-{env.str('PYTEST_XDIST_WORKER', default='one')}:"
CELERY_BROKER_URL = required("MEND_BROKER_URL", while_checking="redis://127.0.0.1:1/0")
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2}
CELERY_TASK_DEFAULT_QUEUE = "mend"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 8
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 180,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "global_keyprefix": env.str("MEND_QUEUE_PREFIX", default=TEST_QUEUE if CHECKING else ""),
}
# Longer than any task may run: a job whose worker has not reported by then is given to another.
JOB_LEASE_SECONDS = env.int("MEND_JOB_LEASE_SECONDS", default=120)
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "clinic.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "clinic.tasks.sweep", "schedule": schedule(5.0), "options": {"expires": 15}},
    "ask_daily": {"task": "clinic.tasks.ask_daily", "schedule": schedule(300.0), "options": {"expires": 240}},
    "heartbeat": {"task": "clinic.tasks.heartbeat", "schedule": schedule(10.0), "options": {"expires": 30}},
    "tell_patients": {"task": "sessions.tasks.tell_patients", "schedule": schedule(300.0), "options": {"expires": 240}},
    "day_sheets": {"task": "sessions.tasks.ask_day_sheets", "schedule": schedule(300.0), "options": {"expires": 240}},
    "care_teams": {"task": "sessions.tasks.end_care_teams", "schedule": schedule(3600.0), "options": {"expires": 1800}},
}

# --- Language, time, words ------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- History --------------------------------------------------------------------------------------------------------

PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = ()
# Triggers are laid by every `migrate` from what the models say, instead of one migration each (docs/adr/0004).
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "pgtrigger": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
