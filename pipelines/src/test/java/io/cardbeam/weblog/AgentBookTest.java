package io.cardbeam.weblog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentBookTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BROWSER | Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "BROWSER | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "BROWSER | Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
        "BROWSER | Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18",
        "BROWSER | Mozilla/5.0 (Linux; Android 14; CUBOT X50) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
        "BROWSER | Lynx/2.8.9rel.1 libwww-FM/2.14",
        "BOT | Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "BOT | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "BOT | Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "BOT | Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "BOT | facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "BOT | Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "BOT | Mozilla/5.0 zgrab/0.x",
        "BOT | kube-probe/1.29",
        "BOT | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36",
        "BOT | Scrapy/2.11 (+https://scrapy.org)",
        "AI_AGENT | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "AI_AGENT | Mozilla/5.0 AppleWebKit/537.36 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)",
        "AI_AGENT | Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
        "AI_AGENT | Mozilla/5.0 (compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)",
        "AI_AGENT | CCBot/2.0 (https://commoncrawl.org/faq/)",
        "AI_AGENT | Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
        "AI_AGENT | meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
        "TOOL | curl/8.5.0",
        "TOOL | Wget/1.21.4",
        "TOOL | python-requests/2.32.3",
        "TOOL | Go-http-client/1.1",
        "TOOL | Java/17.0.2",
        "TOOL | okhttp/4.12.0",
        "UNKNOWN | x",
        "UNKNOWN | () { :; }; /bin/ping",
      })
  void knowsKindsOfClientsByTheirNames(AgentClass kind, String agent) {
    assertThat(AgentBook.ofClasses().find(Optional.of(agent)).agentClass()).isEqualTo(kind);
  }

  @Test
  void readsNameVersionSystemAndDevice() {
    AgentBook book = AgentBook.reading();
    AgentFacts firefox =
        book.find(
            Optional.of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"));
    assertThat(firefox.name()).contains("Firefox");
    assertThat(firefox.version()).hasValueSatisfying(v -> assertThat(v).startsWith("128"));
    assertThat(firefox.os()).hasValueSatisfying(os -> assertThat(os).startsWith("Linux"));
    assertThat(firefox.device()).contains("Desktop");

    AgentFacts gpt = book.find(Optional.of("Mozilla/5.0 (compatible; GPTBot/1.2)"));
    assertThat(gpt.name()).contains("GPTBot");
    assertThat(gpt.agentClass().isBot()).isTrue();

    assertThat(book.find(Optional.empty())).isEqualTo(AgentFacts.NONE);
    assertThat(book.find(Optional.of("x".repeat(100_000))).text())
        .hasValueSatisfying(text -> assertThat(text).hasSize(100_000));
  }

  @Test
  void masksACardNumberInAnAgent() {
    assertThat(AgentBook.ofClasses().find(Optional.of("x 4111111111111111")).text())
        .hasValueSatisfying(text -> assertThat(text).doesNotContain("4111"));
  }
}
