package io.cardbeam.weblog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kinds of client by the names in user agents. AI agents come first, as many call themselves
 * robots, too; then robots, then tools, as robots are built on tools.
 */
final class AgentNames {
  /** Of those that train models, that search for them, and that fetch what a user asks for. */
  private static final Pattern AI =
      words(
          "ai2bot|aihitbot|amazonbot|amzn-searchbot|andibot|anthropic-ai|applebot-extended|bigsur\\.ai|"
              + "brightbot|bytespider|ccbot|chatgpt-user|chatgpt agent|claude-searchbot|claude-user|"
              + "claude-web|claude-code|claudebot|cloudvertexbot|cohere-ai|"
              + "cohere-training-data-crawler|cotoyogi|crawlspace|deepseekbot|devin|diffbot|"
              + "duckassistbot|echoboxbot|facebookbot|factset_spyderbot|firecrawlagent|friendlycrawler|"
              + "gemini-deep-research|google-agent|google-cloudvertexbot|google-extended|"
              + "google-notebooklm|googleagent-mariner|googleother|gptbot|iaskspider|icc-crawler|"
              + "imagesiftbot|kagi-fetcher|kangaroo bot|linerbot|manus-user|meta-externalagent|"
              + "meta-externalfetcher|meta-webindexer|mistralai-user|mycentralaiscraperbot|"
              + "novaact|oai-searchbot|omgili|omgilibot|pangubot|panscient|perplexity-user|"
              + "perplexitybot|phindbot|poseidon research crawler|quillbot|sbintuitionsbot|shapbot|"
              + "sidetrade indexer bot|tiktokspider|timpibot|velenpublicwebcrawler|wardbot|"
              + "webzio-extended|wpbot|yandexadditional|yandexadditionalbot|youbot");

  /** Robots whose name is a word of its own without "bot" in it, and words that robots use. */
  private static final Pattern BOT =
      Pattern.compile(
          "(?<!\\bcu)bots?(?![a-z])|robot|crawler|crawl\\b|spider\\b|slurp|"
              + "scanner|\\bscan\\b|archiver|facebookexternalhit|facebookcatalog|bingpreview|"
              + "mediapartners-google|adsbot|feedfetcher|feedburner|google-read-aloud|"
              + "google-inspectiontool|google-site-verification|google web preview|apis-google|"
              + "googleimageproxy|whatsapp/|telegrambot|skypeuripreview|embedly|"
              + "quora link preview|outbrain|vkshare|w3c_validator|w3c-|validator\\.nu|"
              + "chrome-lighthouse|lighthouse|gtmetrix|pagespeed|pingdom|uptime|statuscake|"
              + "site24x7|newrelicpinger|datadog|monitor|nagios|check_http|zabbix|prometheus/|"
              + "blackbox exporter|elb-healthchecker|googlehc/|kube-probe|healthcheck|"
              + "healthchecker|censys|masscan|zgrab|nmap|nikto|sqlmap|nuclei|wpscan|"
              + "dirbuster|gobuster|ffuf|feroxbuster|expanse|internetmeasurement|netsystemsresearch|"
              + "nessus|openvas|qualys|acunetix|netcraft|odin;|leakix|l9explore|"
              + "headlesschrome|phantomjs|puppeteer|playwright|selenium|slimerjs|"
              + "ia_archiver|heritrix|nutch|scrapy|httrack|webcopier|teleport|sitesucker|"
              + "feedly|newsblur|inoreader|tiny tiny rss|freshrss|rss|ahrefs|"
              + "yandeximages|yandexmetrika|baiduspider|sogou|360spider|naver|yeti/|"
              + "coccoc|seznam|daum|mail\\.ru_|ezooms|mj12|panscient|webmon |virustotal|"
              + "cloudflare-|letsencrypt|let's encrypt|okhttp-bot|trendictionbot|turnitin");

  private static final Pattern TOOL =
      Pattern.compile(
          "^(curl|wget|wget2|httpie|libcurl|python|python-requests|python-urllib|python-httpx|aiohttp|"
              + "java|apache-httpclient|okhttp|go-http-client|ruby|faraday|rest-client|typhoeus|"
              + "httpclient|php|guzzlehttp|guzzle|perl|libwww-perl|lwp|lwp-|axios|node|node-fetch|"
              + "node-superagent|undici|got|deno|bun|reqwest|hyper|ureq|dart|postmanruntime|insomnia|"
              + "jakarta|jersey|restsharp|microsoft-cryptoapi|windowspowershell|powershell|winhttp|"
              + "apachebench|ab|siege|wrk|hey|vegeta|k6|locust|artillery|gatling|bombardier|autocannon|"
              + "jmeter|apache-jmeter|aria2|axel|lftp|fetch|urlgrabber|git|apt|debian apt-http|dnf|"
              + "libdnf|yum|pip|npm|docker|containerd|kubectl|terraform|ansible-httpget|aws-cli|"
              + "aws-sdk|boto3|gsutil|rclone|restic|elastic|logstash|fluent|vector|cardbeam)"
              + "([/ (,;_-]|$)|\\bpython-requests/|\\bguzzlehttp/|\\bapache-httpclient/|"
              + "\\bpowershell/|\\bwinhttp\\b|\\blibwww-perl/");

  private static final Pattern BROWSER =
      Pattern.compile(
          "^(mozilla|opera|lynx|links|elinks|w3m|dillo|netsurf|nokia|samsung|sonyericsson|blackberry)");

  private AgentNames() {}

  private static Pattern words(String names) {
    return Pattern.compile("(?<![a-z0-9])(" + names + ")(?![a-z0-9])");
  }

  /** The kind of client. */
  static AgentClass classOf(String agent) {
    String lower = agent.toLowerCase(Locale.ROOT);
    if (AI.matcher(lower).find()) {
      return AgentClass.AI_AGENT;
    }
    if (BOT.matcher(lower).find()) {
      return AgentClass.BOT;
    }
    if (TOOL.matcher(lower).find()) {
      return AgentClass.TOOL;
    }
    return BROWSER.matcher(lower).find() ? AgentClass.BROWSER : AgentClass.UNKNOWN;
  }

  /** The name of an AI agent as the agent writes it. */
  static Optional<String> nameOfAi(String agent) {
    Matcher name = AI.matcher(agent.toLowerCase(Locale.ROOT));
    // Lower case may be of another length in scripts that no such name is of.
    return name.find() && name.end() <= agent.length()
        ? Optional.of(agent.substring(name.start(), name.end()))
        : Optional.empty();
  }
}
