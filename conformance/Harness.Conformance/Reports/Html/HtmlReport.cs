using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Harness.Conformance.Reports.Html;

/// <summary>The report as one page that needs nothing else: no network, no other file. Rendered from the components beside it.</summary>
public static class HtmlReport
{
    public static async Task WriteAsync(Stream stream, ReportSet reports)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Reports)] = reports });
            var page = await renderer.RenderComponentAsync<ReportPage>(parameters);
            page.WriteHtmlTo(writer);
        });
    }

    /// <summary>A file that the page carries within itself.</summary>
    internal static MarkupString Inline(string name, string element)
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);
        return new MarkupString($"<{element}>\n{reader.ReadToEnd()}</{element}>");
    }
}
