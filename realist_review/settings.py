"""Every setting in one file: the environment is read on top, and all is secure unless DEBUG says otherwise."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", "").strip() or BASE_DIR / "var")


def kept(path: Path) -> dict[str, str]:
    """What `make demo` wrote down, NAME=value a line, so that manage.py beside it serves the same site."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {name: value.strip() for name, _, value in (line.partition("=") for line in lines)}


KEPT = kept(DATA_DIR / "environment")


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or KEPT.get(name) or default


def flag(name: str, default: bool = False) -> bool:
    return env(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def secret_key(debug: bool) -> str:
    key = env("SECRET_KEY") or ("only-for-development" if debug else "")
    if not key:
        raise ImproperlyConfigured(
            "No SECRET_KEY: run make demo, which makes one, or set the environment variable SECRET_KEY to a long "
            "random text (or DEBUG=1 for development on your own machine)."
        )
    return key


DEBUG = flag("DEBUG")
SECRET_KEY = secret_key(DEBUG)
DATA_DIR.mkdir(parents=True, exist_ok=True)
SITE_URL = env("SITE_URL", "http://localhost:8000" if DEBUG else "https://localhost").rstrip("/")
SITE = urlsplit(SITE_URL)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    *filter(None, env("ALLOWED_HOSTS").split(",")),
    *(LOCAL_HOSTS if SITE.hostname in {"localhost", "127.0.0.1"} else [SITE.hostname]),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "realist_review.apps.WorkbenchConfig",
    "synthesis.apps.SynthesisConfig",
    "cmo.apps.CmoConfig",
    "studies.apps.StudiesConfig",
    "reviews.apps.ReviewsConfig",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "realist_review.middleware.content_security_policy",
    "realist_review.middleware.no_nul_in_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "realist_review.urls"
WSGI_APPLICATION = "realist_review.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "realist_review.context.workbench",
            ],
        },
    }
]

# ---- database: SQLite embedded, PostgreSQL by DATABASE_URL ----
DATABASE_URL = env("DATABASE_URL")
if DATABASE_URL.startswith("postgres"):
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "realist_review.sqlite",
            "NAME": DATABASE_URL.removeprefix("sqlite:///") or str(DATA_DIR / "workbench.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=0; "
                "PRAGMA recursive_triggers=ON;",
            },
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
        }
    }
EMBEDDED = DATABASES["default"]["ENGINE"] == "realist_review.sqlite"

# ---- one process shares its memory; several share a table ----
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if EMBEDDED
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "workbench_cache"}
}
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if EMBEDDED else 'db'}"

# ---- work in the background ----
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMBEDDED_WORKER = flag("EMBEDDED_WORKER", EMBEDDED)

# ---- accounts ----
AUTH_USER_MODEL = "reviews.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "reviews.accounts.ClosedSignup"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "reviews.signing_in.SignIn",
    "change_password": "reviews.signing_in.ChangePassword",
    "reset_password": "reviews.signing_in.ForgotPassword",
    "reset_password_from_key": "reviews.signing_in.NewPassword",
    "set_password": "reviews.signing_in.SetPassword",
    "reauthenticate": "reviews.signing_in.Reauthenticate",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key,50/m/ip"}

# ---- e-mail: printed to the console until SMTP is configured ----
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "587"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", True)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", f"workbench@{SITE.hostname}")

# ---- files ----
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "realist_review.finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "realist_review.storage.HashedFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = MEDIA_ROOT / "uploads"  # beside what is kept: half a gigabyte is renamed then and not copied
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
CITATION_FILE_LIMIT = 512 * 2**20
LOOK_AT_ONCE_LIMIT = 4 * 2**20  # of one drop; what is larger is read in the background
DOCUMENT_FILE_LIMIT = 100 * 2**20

# ---- security: everything that https allows, unless the site is served by plain http on purpose ----
HTTPS = SITE.scheme == "https"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# ---- words and times ----
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env("TIME_ZONE", "UTC")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
USE_I18N = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
