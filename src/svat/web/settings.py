"""The web application, settings: everything from the surroundings, with safe defaults.

| variable | what it says |
|---|---|
| SVAT_DIR | the council's folder; the current one where it is not set |
| SVAT_URL | where people reach the application; https, or http on this machine alone |
| DATABASE_URL | a PostgreSQL database; without it an SQLite file in the folder |
| SVAT_MAIL | a mail server, smtp(s)://user:password@host:port; without it mails wait in the outbox page |
| SVAT_MAIL_FROM | the sender of mails |
| SVAT_PROXIES | how many proxies pass requests on; 0 where it is not set |
| SVAT_SECRET, SVAT_SECRET_BEFORE | keys of sessions and links; one is made in keys/ where none is set |
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from svat.web.address import read_address
from svat.web.database import AT_ONCE as AT_ONCE
from svat.web.database import database_of
from svat.web.mail import mail_of
from svat.web.secret import secrets_of

FOLDER = Path(os.environ.get("SVAT_DIR", ".")).resolve()
ADDRESS = read_address(os.environ.get("SVAT_URL", "http://127.0.0.1:8000"))
PROXIES = int(os.environ.get("SVAT_PROXIES", "0"))
HERE = Path(__file__).parent

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = secrets_of(FOLDER, os.environ)
ALLOWED_HOSTS = [ADDRESS.host]
CSRF_TRUSTED_ORIGINS = [ADDRESS.origin]
ROOT_URLCONF = "svat.web.urls"
ASGI_APPLICATION = "svat.web.asgi.application"
DATABASES = {"default": database_of(FOLDER, os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "svat.web.people.apps.PeopleConfig",
    "svat.web.audit",
    "svat.web.jobs",
    "svat.web.lists",
    "svat.web.rolls",
    "svat.web.matching",
    "svat.web.review.apps.ReviewApp",
    "svat.web.company",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "svat.web.middleware.request_log",
    "svat.web.middleware.never_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "svat.web.middleware.member_of",
    "svat.web.middleware.in_a_language",
    "svat.web.lists.state.line_on_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "svat.web.middleware.one_clear_page",
    "svat.web.middleware.guarded",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "svat.web.templating.Templates",
        "NAME": "svat",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "allauth",
        "DIRS": [HERE / "templates" / "sign_in"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"svat": "svat.web.people.frame_tags"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "svat.web.people.factors.codes_wanted",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ko", "한국어")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# What the browser may load, and who may show these pages in a frame: nobody.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer a browser sends "Origin: null", which is refused
SECURE_SSL_REDIRECT = ADDRESS.secure
SECURE_REDIRECT_EXEMPT = ["^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if ADDRESS.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ADDRESS.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.secure
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "svat_session"
SESSION_ENGINE = "svat.web.people.sessions"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "svat.web.errors.not_from_here"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["svat.web.uploads.LimitedUpload"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = (
    []
    if ADDRESS.secure
    # On this machine alone there is no https to redirect to, nor a cookie that only https may carry.
    else ["security.W004", "security.W008", "security.W012", "security.W016"]
)

# Counters of failed attempts, shared by all processes that serve.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "svat_counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "svat.web.people.adapter.Accounts"
MFA_ADAPTER = "svat.web.people.adapter.SecondFactors"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = ADDRESS.scheme
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login": "30/m/ip",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# A passkey is of a name; a browser makes none for a bare address such as 127.0.0.1.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if ADDRESS.named else [])]
MFA_PASSKEY_LOGIN_ENABLED = ADDRESS.named
MFA_TOTP_TOLERANCE = 1  # clocks differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ADDRESS.secure
MFA_TOTP_ISSUER = "svat"
MFA_RECOVERY_CODE_COUNT = 10

_MAIL = mail_of(os.environ)
MAIL_SERVER: str = _MAIL[
    "MAIL_SERVER"
]  # what sends the mails of the outbox; "" where an officer hands them over
globals().update(_MAIL)
TASK_MEMORY = (
    6 << 30
)  # bytes that one job may take, and as many a copy of its process while both share its work
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "svat.web.logs.LogLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "svat": {
            "handlers": ["out"],
            "level": "WARNING",
            "propagate": False,
        },  # what the core reads and writes
        "svat.web": {"handlers": ["out"], "level": "INFO", "propagate": False},
        # What Django would log of a request names its whole address, tokens too.
        "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security.csrf": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
HAS_POSTGRES = find_spec("psycopg") is not None
