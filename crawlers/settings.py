"""Scrapy's settings for every crawl; what differs by site the spider sets from its site file.

Nothing here is read from outside. Requests are made one at a time by crawlers.turns, redirects followed by
crawlers.fetching, robots.txt asked by crawlers.wishes: Scrapy's own parts for these are off.
"""

from crawlers.unpacking import MAX_BYTES

BOT_NAME = "peil"
SPIDER_MODULES = ["crawlers.spiders"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
USER_AGENT = "Peil"
LOG_LEVEL = "WARNING"
TELNETCONSOLE_ENABLED = False

COOKIES_ENABLED = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
ROBOTSTXT_OBEY = False
HTTPPROXY_ENABLED = False
HTTPCACHE_ENABLED = False
COMPRESSION_ENABLED = False
DOWNLOADER_STATS = False

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
DOWNLOADER_MIDDLEWARES = {
    "crawlers.middlewares.Door": 10,
    "crawlers.middlewares.RobotsRules": 20,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES: dict[str, int | None] = {}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
