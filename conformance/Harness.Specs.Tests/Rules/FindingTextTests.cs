using System.Reflection;
using System.Text;
using Harness.Specs.Tests.Rules.Duties;
using Harness.Specs.Tests.Rules.HedgeTech;
using Harness.Specs.Tests.Rules.Odin;
using Harness.Specs.Tests.Rules.Rfc6455;
using Harness.Specs.Tests.Rules.Virtuoso;

namespace Harness.Specs.Tests.Rules;

/// <summary>The words of every finding that the stories bring, approved as a whole: they are what users read.</summary>
public sealed class FindingTextTests
{
    [Theory]
    [InlineData(typeof(ClientRulesTests))]
    [InlineData(typeof(ServerRulesTests))]
    [InlineData(typeof(TseMessageTests))]
    [InlineData(typeof(ImeClientTests))]
    [InlineData(typeof(ImeServerTests))]
    [InlineData(typeof(ImeMessageTests))]
    [InlineData(typeof(Rfc6455RulesTests))]
    [InlineData(typeof(DutyRulesTests))]
    [InlineData(typeof(ConversationTests))]
    [InlineData(typeof(DataTests))]
    [InlineData(typeof(ConnectionTests))]
    [InlineData(typeof(RequestAnswerTests))]
    [InlineData(typeof(StreamTests))]
    public void Findings_of_all_stories_read_as_approved(Type tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(TheoryData<Story>)).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            foreach (var row in (IEnumerable<TheoryDataRow<Story>>)table.Invoke(null, null)!)
            {
                var findings = ((Session)row.Data.Tell()).Judge().Findings;
                if (findings.Count == 0) continue;
                text.Append(table.Name).Append(", ").Append(row.Data.Title).Append('\n');
                foreach (var finding in findings) text.Append("  ").Append(finding).Append('\n');
            }
        }

        text.ToString().ShouldMatchApproved(options => options.WithDiscriminator(tables.Name).SubFolder("Approved").NoDiff());
    }
}
