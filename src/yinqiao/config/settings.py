"""Django's settings. What differs between installations comes from `instance` and the environment, never from here."""

from __future__ import annotations

import os
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF

from yinqiao.config.instance import load_instance
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.faces.settings import app_of
from yinqiao.platform.openid.settings import provider_of
from yinqiao.platform.outward.addresses import networks_of
from yinqiao.platform.payments.settings import merchant_of
from yinqiao.platform.sealing.settings import seal_file_of, seal_platform_of, time_authority_of
from yinqiao.platform.sealing.types import PlatformAccount, SealFile, TimeAuthority
from yinqiao.platform.texts.settings import account_of

INSTANCE = load_instance()
PROJECT = Path(__file__).parents[3]
SOURCE = Path(__file__).parents[1]

SECRET_KEY = INSTANCE.secrets["django"]
DEBUG = False
# `demo` shows stand-ins by name and does not force the second factor; `production` is everything else.
MODE = os.environ.get("YINQIAO_MODE", "production")
IS_DEMO = MODE == "demo"
ALLOWED_HOSTS = os.environ.get("YINQIAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_FAILURE_VIEW = "yinqiao.shell.errors.form_expired"
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YINQIAO_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "yinqiao.platform.database",
    "yinqiao.platform.crypto",
    "yinqiao.platform.audit",
    "yinqiao.platform.events",
    "yinqiao.platform.files",
    "yinqiao.platform.ui",
    "yinqiao.platform.jobs",
    "yinqiao.platform.retention",
    "yinqiao.platform.backup",
    "yinqiao.platform.papers",
    "yinqiao.platform.openid",
    "yinqiao.areas.organisations",
    "yinqiao.areas.retirees",
    "yinqiao.areas.contacts",
    "yinqiao.areas.papers",
    "yinqiao.areas.ledger",
    "yinqiao.areas.datarights",
    "yinqiao.areas.duplicates",
    "yinqiao.areas.authorisations",
    "yinqiao.areas.accounts",
    "yinqiao.areas.single_sign_on",
    "yinqiao.areas.portal",
    "yinqiao.areas.certification",
    "yinqiao.areas.duties",
    "yinqiao.areas.intake",
    # Before the cases whose invoices it drops.
    "yinqiao.areas.reimbursement",
    "yinqiao.areas.applications",
    "yinqiao.areas.cases",
    "yinqiao.areas.case_results",
    "yinqiao.areas.hotline",
    "yinqiao.areas.certificates",
    "yinqiao.areas.aid",
    "yinqiao.areas.bereavement",
    "yinqiao.areas.ratings",
    "yinqiao.areas.rounds",
    "yinqiao.areas.activities",
    "yinqiao.areas.volunteers",
    "yinqiao.areas.pension_relation",
    "yinqiao.areas.service_papers",
    "yinqiao.areas.survivors",
    "yinqiao.areas.lists",
    "yinqiao.areas.handover",
    "yinqiao.areas.archives",
    "yinqiao.areas.assets",
    "yinqiao.areas.party",
    "yinqiao.areas.branches",
    "yinqiao.areas.dues",
    "yinqiao.areas.dues_use",
    "yinqiao.areas.reconciliation",
    "yinqiao.areas.party_life",
    "yinqiao.areas.party_reviews",
    "yinqiao.areas.separation",
    "yinqiao.areas.completeness",
    "yinqiao.areas.lost_contact",
    "yinqiao.areas.routine",
    "yinqiao.areas.othercity",
    "yinqiao.areas.opening",
    "yinqiao.areas.dropbox",
    "yinqiao.areas.digitised",
    "yinqiao.areas.scan_texts",
    "yinqiao.areas.archive_certificates",
    "yinqiao.areas.agreements",
    "yinqiao.areas.secondments",
    "yinqiao.areas.checklists",
    "yinqiao.areas.funds",
    "yinqiao.areas.benefits",
    "yinqiao.areas.exchange",
    "yinqiao.areas.letters",
    "yinqiao.areas.effects",
    "yinqiao.areas.sandbox",
    "yinqiao.areas.local_rules",
    "yinqiao.areas.service_items",
    "yinqiao.areas.office_calendar",
    "yinqiao.areas.departments",
    "yinqiao.areas.indicators",
    "yinqiao.areas.insight",
    "yinqiao.areas.hub",
    "yinqiao.shell",
]

MIDDLEWARE = [
    "yinqiao.shell.sameanswer.SameAnswerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yinqiao.shell.middleware.ActorMiddleware",
    "yinqiao.areas.accounts.views.duties.DutiesMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yinqiao.config.urls"
WSGI_APPLICATION = "yinqiao.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yinqiao.shell.context.surroundings",
            ],
        },
    }
]

ROLE = os.environ.get("YINQIAO_ROLE", "app")
DATABASES = {
    "default": {
        **INSTANCE.database(ROLE),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": f"yinqiao-{ROLE}"},
        # Server-side cursors and prepared statements stay off, so that a transaction-pooling proxy may stand between.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "phone"]},
    },
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
# Where retirees sign in: a door of its own, with a session of its own (decision 0043).
PORTAL_ENTRANCE = "/my/enter/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# A whole office may sign in from one address at half past eight; failures are counted apart.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "30/m/ip"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_ADAPTER = "yinqiao.areas.accounts.views.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "yinqiao.areas.accounts.forms.SignInForm",
    "change_password": "yinqiao.areas.accounts.forms.ChangePasswordForm",
    "reauthenticate": "yinqiao.areas.accounts.forms.PasswordAgainForm",
}
# A code of the phone or a security key after the password; a key alone opens nothing.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "银桥"
MFA_TOTP_TOLERANCE = 1  # clocks of office computers and phones differ by some seconds
MFA_ADAPTER = "yinqiao.areas.accounts.views.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "yinqiao.areas.accounts.forms.CodeForm",
    "reauthenticate": "yinqiao.areas.accounts.forms.CodeAgainForm",
    "activate_totp": "yinqiao.areas.accounts.forms.ActivateForm",
    "add_webauthn": "yinqiao.areas.accounts.forms.AddKeyForm",
    "authenticate_webauthn": "yinqiao.areas.accounts.forms.KeyForm",
    "reauthenticate_webauthn": "yinqiao.areas.accounts.forms.KeyAgainForm",
}
# Following every click would cost two statements a request; where and when somebody signed in is enough.
USERSESSIONS_TRACK_ACTIVITY = False
# How many proxies of our own stand before the application; no other forwarded address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("YINQIAO_PROXIES", "0"))

# What is not yours or not there is answered at a multiple of this (`shell.sameanswer`). At rest a refusal takes 8 to 9 ms
# and goes out at the first; on a crowded machine it goes out at a later one, and tells as little. Held for one step, the
# eight threads of `make up` let go of 320 a second, and two cores make 250 at most: who asks without end finds the
# processors the limit, with or without this.
REFUSAL_STEP_MS = 25

# Throttling per account and address, cooled off by itself: an account is never locked for good.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Trying on while it cools off does not make it longer: a neighbour's mischief ends by itself.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "yinqiao.platform.ui.requesting.client_address"
AXES_USERNAME_CALLABLE = "yinqiao.areas.accounts.reactions.typed_username"
AXES_LOCKOUT_CALLABLE = "yinqiao.areas.accounts.views.entrance.cooling_off"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True  # the audit log keeps sign-ins
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IS_BEHIND_TLS = os.environ.get("YINQIAO_TLS", "" if IS_DEMO else "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "yinqiao.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = INSTANCE.home / "static"
NODE_MODULES = PROJECT / "node_modules"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "yinqiao.platform.ui.vendor.VendorFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
if (
    os.environ.get("YINQIAO_STATIC") == "source"
):  # tests and page work: files as they lie in the tree, nothing collected
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# Whose rules apply: the division code of the city.
REGION = os.environ.get("YINQIAO_CITY", "4301")
# From so many people on an act is written by two connections (decision 0008); a server without room for prepared
# transactions writes it by one.
COMPANION_FROM = int(os.environ.get("YINQIAO_COMPANION_FROM", "5000"))
# Completes landlines that were written without it.
AREA_CODE = os.environ.get("YINQIAO_AREA_CODE", "0731")
# Networks inside to which events may be sent (`10.20.0.0/16,…`): none, but for this machine in the demo. Public
# addresses need no entry; link-local ones are refused whatever stands here.
OUTWARD_NETWORKS = networks_of(os.environ.get("YINQIAO_OUTWARD_NETWORKS", "127.0.0.0/8,::1/128" if IS_DEMO else ""))
# Text messages: the account with a provider, or none; then the demo keeps them on a page named 演示替身.
TEXTS_ACCOUNT = account_of(os.environ, INSTANCE.secrets)
TEXTS_STANDIN = INSTANCE.home / "texts.jsonl"
# Signing in by a provider of OpenID Connect: the city's office platform for the staff, its citizen app for retirees, as
# the operator named them, or none; then the demo has a stand-in, named 演示替身 on its page.
OPENID_STAFF = provider_of(os.environ, INSTANCE.secrets, "staff")
OPENID_PEOPLE = provider_of(os.environ, INSTANCE.secrets, "people")
OPENID_STANDIN = INSTANCE.home / "openid.json"
OPENID_STANDIN_PAGE = "/stand-in/openid/"
# Electronic seals: the certificate that the operator named; in the demo a stand-in of our own making; else none, and
# certificates are printed and stamped.
SEAL_STANDIN = SealFile(INSTANCE.home / "seal" / "standin.p12", INSTANCE.secrets["django"])
SEAL_FILE = seal_file_of(os.environ, INSTANCE.secrets) or (SEAL_STANDIN if IS_DEMO else None)
# The city's electronic-seal platform (GB/T 38540), which seals the OFD; in the demo a stand-in of our own making.
SEAL_PLATFORM_STANDIN = PlatformAccount("", "", INSTANCE.home / "seal" / "platform.json", is_standin=True)
SEAL_PLATFORM = seal_platform_of(os.environ, INSTANCE.secrets) or (SEAL_PLATFORM_STANDIN if IS_DEMO else None)
# When a seal was put, said by an authority of time (RFC 3161) that the operator named; in the demo by a stand-in.
TIME_STANDIN = TimeAuthority("", INSTANCE.home / "seal" / "time.p12", is_standin=True)
TIME_AUTHORITY = time_authority_of(os.environ) or (TIME_STANDIN if IS_DEMO else None)
# Payments online: the account with a provider, or none; then the demo has a stand-in, named 演示替身 on its page.
PAYMENTS_MERCHANT = merchant_of(os.environ, INSTANCE.secrets)
PAYMENTS_STANDIN = INSTANCE.home / "payments.json"
# The city's app that compares faces, or none; then the demo has a stand-in, named 演示替身 on its page.
FACES_APP = app_of(os.environ)
FACES_STANDIN = INSTANCE.home / "faces.json"
# How many programmes may wait at once for the next event, in each web process; beyond that they are answered at once.
FEED_WAITERS = int(os.environ.get("YINQIAO_FEED_WAITERS", "8"))
# The line between cities: the servers of JetStream (`tls://user:password@host:4222,…`); none: it is off.
CARRIER_SERVERS = tuple(one.strip() for one in os.environ.get("YINQIAO_CARRIER", "").split(",") if one.strip())
CARRIER_REPLICAS = int(os.environ.get("YINQIAO_CARRIER_REPLICAS", "3"))
CARRIER_CA = os.environ.get("YINQIAO_CARRIER_CA", "")
# Whether this installation is a province's: it reads what cities tell, and tells nothing itself.
IS_HUB = os.environ.get("YINQIAO_HUB", "") == "1"
FILES_FOLDER = INSTANCE.home / "files"
# Scans of archives lie in a folder below it, or in a bucket of an S3-compatible store where one is named.
SCANS_S3 = {
    "bucket": os.environ.get("YINQIAO_SCANS_BUCKET", ""),
    "endpoint": os.environ.get("YINQIAO_SCANS_ENDPOINT", ""),
    "region": os.environ.get("YINQIAO_SCANS_REGION", "us-east-1"),
    "key_id": os.environ.get("YINQIAO_SCANS_KEY_ID", ""),
    "secret": os.environ.get("YINQIAO_SCANS_SECRET", ""),
}
# The font of the mark over the pages of scans.
MARK_FONT = NODE_MODULES / "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"
ITEMS_FOLDER = INSTANCE.home / "items"
# Whose algorithms new keys are made for: "national" is SM4, SM3 and SM2 (decision 0056).
CRYPTO_FAMILY = Family(os.environ.get("YINQIAO_CRYPTO") or Family.INTERNATIONAL)
KEYRING_FILE = Path(os.environ.get("YINQIAO_KEYS") or INSTANCE.home / "keys.json")
WITNESS_FILE = Path(os.environ.get("YINQIAO_WITNESS") or INSTANCE.home / "witness" / "checkpoints.txt")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
ROSTER_MAX_BYTES = 64 * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
# History is asked by person and by act; its other keys need no index, and writing them is what a roster pays for.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(
    db_constraint=False, db_index=False, related_name="+", related_query_name="+"
)
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "yinqiao.config.loglines.Line",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"axes": {"level": "ERROR"}, "procrastinate": {"level": "WARNING"}, "fido2": {"level": "WARNING"}},
}
