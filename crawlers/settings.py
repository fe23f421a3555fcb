"""Scrapy's settings for every crawl; what differs by site the spider sets from its site file.

Nothing here is read from outside. Requests are made one at a time by crawlers.turns, redirects followed by
crawlers.fetching, robots.txt asked by crawlers.wishes, packing undone by crawlers.unpacking; cookies and proxies there
are none: Scrapy's own parts for all these are left out.
"""

from crawlers.unpacking import MAX_BYTES

BOT_NAME = "peil"
SPIDER_MODULES = ["crawlers.spiders"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawlers.careful_names.CarefulNames"
USER_AGENT = "Peil"
LOG_LEVEL = "WARNING"

DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = MAX_BYTES
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,image/*;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
DOWNLOAD_HANDLERS = {
    "http": "crawlers.polite_http.PoliteHttpHandler",
    "https": "crawlers.polite_http.PoliteHttpHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
# The bases are set too, not only what is added to them: Scrapy imports what it is told to leave out.
DOWNLOADER_MIDDLEWARES_BASE = {
    "crawlers.middlewares.Door": 10,
    "crawlers.middlewares.RobotsRules": 20,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}

# Who stays out of crawls is known by any number of an ad, disguised ones too: the reader of all ads, by its name.
NUMBER_READER = "enrichment.phones:read_phones"
