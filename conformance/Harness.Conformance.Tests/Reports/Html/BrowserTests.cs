using Harness.Conformance.Reports;
using Harness.Conformance.Reports.Html;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;
using Microsoft.Playwright;

namespace Harness.Conformance.Tests.Reports.Html;

/// <summary>The page as people meet it: in a browser, on a desk and on a phone, with a mouse and with keys only.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private const int CaseCount = 100;
    private const int FramesPerCase = 60;

    /// <summary>The contrast of every text with what lies behind it; WCAG 2 asks for 4.5.</summary>
    private const string FaintTexts = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = rgb(getComputedStyle(at).backgroundColor);
              if (colour[3] === 255) return colour;
            }
            return [255, 255, 255];
          };
          const faint = new Set();
          for (const element of document.body.querySelectorAll('*')) {
            const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
            if (!own || !element.checkVisibility()) continue;
            const [one, other] = [light(rgb(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
            if ((one + 0.05) / (other + 0.05) < 4.5) faint.add(`${element.tagName}.${element.className}`);
          }
          return [...faint];
        }
        """;

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("harness-page-").FullName, "report.html");
    private readonly List<string> _complaints = [];
    private IPlaywright _playwright = null!;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        await using var stream = File.Create(_file);
        await HtmlReport.WriteAsync(stream, new ReportSet([Large(), Results.Report(Verdict.NotApplicable, Verdict.Pass) with { Implementation = "another" }], IsMatrix: true));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task Page_filters_searches_and_follows_links()
    {
        var page = await OpenAsync(1280, 900);
        var count = page.Locator("#count");
        await ShowsAsync(count, "102 cases");

        await page.Locator("[data-filter=FAIL]").ClickAsync();
        await ShowsAsync(count, "20 of 102 cases");
        (await page.Locator("details.case:visible").CountAsync()).ShouldBe(20);
        await page.Locator("[data-filter=WARN]").ClickAsync();
        await ShowsAsync(count, "40 of 102 cases");
        await page.Locator("[data-filter=FAIL]").ClickAsync();
        await page.Locator("[data-filter=WARN]").ClickAsync();

        await page.Locator("#find").FillAsync("made-up.042 price-42-59");
        await ShowsAsync(count, "1 of 102 cases");
        await page.Locator("#find").FillAsync("no such words");
        await ShowsAsync(count, "0 of 102 cases");
        await page.Locator("#reset").ClickAsync();
        await ShowsAsync(count, "102 cases");

        await page.Locator("[data-view=clauses]").ClickAsync();
        await ShowsAsync(page.Locator(".clause:visible code").First, "ht-tse.envelope.003");
        await ShowsAsync(page.Locator(".clause:visible .place").First, "§3, 6, 7");
        await page.Locator(".clause:visible .by a").First.ClickAsync();
        await page.Locator("details.case[open]:visible .findings a").First.ClickAsync();
        (await page.EvaluateAsync<bool>("() => document.activeElement.matches('.wire .flag')")).ShouldBeTrue();
        await ShotAsync(page, "followed");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_is_used_with_keys_only()
    {
        var page = await OpenAsync(1280, 900);
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("() => document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("made-up.001");
        await ShowsAsync(page.Locator("#count"), "2 of 102 cases");
        var first = page.Locator("details.case:visible").First;
        var wasOpen = await first.GetAttributeAsync("open") is not null;
        await first.Locator("summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        (await first.GetAttributeAsync("open") is not null).ShouldBe(!wasOpen);
        (await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('button, input, a, summary')].filter(one => !one.textContent.trim() && !one.labels?.length).map(one => one.outerHTML)")).ShouldBeEmpty();
        (await page.Locator("h1").CountAsync(), await page.Locator("main").CountAsync()).ShouldBe((1, 1));
        _complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Page_fits_its_screen_and_can_be_read(int width, ColorScheme scheme)
    {
        var page = await OpenAsync(width, 844, scheme);
        await ShotAsync(page, $"closed-{width}-{scheme}");
        await page.EvaluateAsync("() => { for (const one of [...document.querySelectorAll('details')].slice(0, 30)) one.open = true; for (const one of document.querySelectorAll('#r1c1 details, #r1c2 details')) one.open = true; }");
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await page.EvaluateAsync<string[]>(FaintTexts)).ShouldBeEmpty();
        await ShotAsync(page, $"open-{width}-{scheme}");
        await page.Locator("[data-view=clauses]").ClickAsync();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await page.EvaluateAsync<string[]>(FaintTexts)).ShouldBeEmpty();
        await ShotAsync(page, $"clauses-{width}-{scheme}");
        _complaints.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(int width, int height, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _complaints.Add($"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) _complaints.Add($"request: {request.Url}");
        };
        await page.GotoAsync(new Uri(_file).ToString());
        return page;
    }

    private static Task ShowsAsync(ILocator locator, string text) => Assertions.Expect(locator).ToHaveTextAsync(text, new() { Timeout = 30_000 });

    /// <summary>For people who want to look: where a folder is named, pictures are put there.</summary>
    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HARNESS_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    private static RunReport Large() => Results.Report() with { Cases = [.. Enumerable.Range(0, CaseCount).Select(Case)] };

    private static CaseResult Case(int number)
    {
        Verdict[] verdicts = [Verdict.Pass, Verdict.Fail, Verdict.Warn, Verdict.NotApplicable, Verdict.Info];
        var result = Results.Case(FormattableString.Invariant($"ht-tse.made-up.{number:000}"), verdicts[number % verdicts.Length]);
        return result with
        {
            Title = "A client whose connection is reset twice comes back each time, with a word that does not break: " + new string('x', 80),
            Transcript = result.Transcript! with { Frames = [.. Enumerable.Range(0, FramesPerCase).Select(index => Frame(number, index))] },
            Errors = "Traceback (most recent call last):\n  " + new string('e', 300),
        };
    }

    private static Frame Frame(int number, int index) => new()
    {
        T = index * 400_000,
        Connection = 1,
        Index = index,
        From = index % 3 == 0 ? Party.Client : Party.Server,
        Kind = FrameKind.Text,
        Payload = System.Text.Encoding.UTF8.GetBytes($$"""{"channel":"best-limit","price-{{number}}-{{index}}":"{{new string('9', index % 10 == 9 ? 900 : 20)}}"}"""),
    };
}
