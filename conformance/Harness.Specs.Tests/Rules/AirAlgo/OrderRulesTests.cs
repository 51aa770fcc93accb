using static Harness.Specs.Tests.Rules.AirAlgo.Phoenix;

namespace Harness.Specs.Tests.Rules.AirAlgo;

/// <summary>What a server may do wrong with orders.</summary>
public sealed class OrderRulesTests
{
    public static TheoryData<Story> Lives() => Stories.Table(
        ("executed", () => Joined().Places().Responds("Pending").Responds("Executed"), []),
        ("rejected at once, as every order", () => Joined().Places().Responds("Rejected"), ["INCONCLUSIVE airalgo.response.005"]),
        ("rejected at once and another executed", () => Joined().Places().Responds("Rejected").Places().Responds("Pending", Second).Responds("Executed", Second), []),
        ("executed after its rejection", () => Joined().Places().Responds("Rejected").Responds("Executed"), ["WARN airalgo.response.010", "INCONCLUSIVE airalgo.response.005"]),
        ("rejected later", () => Joined().Places().Responds("Pending").Responds("Rejected"), []),
        ("several at once", () => Joined().Places().Places().Responds("Pending").Responds("Pending", Second).Responds("Executed", Second).Responds("Executed"), []),
        ("from outside", () => Joined().Responds("Pending").Responds("Executed"), []),
        ("executed on the next connection", () => Joined().Places().Responds("Pending").Reset(Fixtures.Transcripts.Party.Server).Connect().Join().Reply("ok", "1").Responds("Executed"), []),
        ("not answered", () => Joined().Places().After(11).Observed(), ["FAIL airalgo.response.001"]),
        ("not confirmed", () => Joined().Places().Responds("Executed"), ["FAIL airalgo.response.005"]),
        ("never executed", () => Joined().Places().Responds("Pending").After(31).Observed(), ["INCONCLUSIVE airalgo.response.006"]),
        ("refused by a reply", () => Joined().Places().Refuses("no", "9"), ["FAIL airalgo.response.007"]),
        ("executed twice", () => Joined().Places().Responds("Pending").Responds("Executed").Responds("Executed"), ["WARN airalgo.response.010"]),
        ("rejected after its execution", () => Joined().Places().Responds("Pending").Responds("Executed").Responds("Rejected"), ["WARN airalgo.response.010"]),
        ("confirmed twice", () => Joined().Places().Responds("Pending").Responds("Pending").Responds("Executed"), ["WARN airalgo.response.010"]),
        ("another number", () => Joined().Places().Responds("Pending").Responds("Executed", Change("1300000", "1300009")), ["FAIL airalgo.response.011"]),
        ("another transaction", () => Joined().Places().Responds("Pending").Responds("Executed", Change(":11,", ":12,")), ["FAIL airalgo.response.012"]));

    [Theory]
    [MemberData(nameof(Lives))]
    public void Lives_are_judged(Story story) => story.Check();

    public static TheoryData<Story> Contents() => Stories.Table(
        ("another token", () => First("2885", "2886"), ["FAIL airalgo.response.013"]),
        ("another kind", () => First("\"market\"", "\"limit\""), ["FAIL airalgo.response.013"]),
        ("another volume", () => First("\"volume\":20", "\"volume\":25"), ["WARN airalgo.response.014"]),
        ("another price", () => First("\"price\":0.0", "\"price\":5.0"), ["WARN airalgo.response.015"]),
        ("another side", () => First("\"buy_sell\":\"1\"", "\"buy_sell\":\"2\""), ["WARN airalgo.response.016"]),
        ("a sell", () => Joined().Places(Order.Replace("\"B\"", "\"S\"", StringComparison.Ordinal)).Responds("Pending", Change("\"buy_sell\":\"1\"", "\"buy_sell\":\"2\"")), []),
        ("a sell under another number", () => Joined().Places(Order.Replace("\"B\"", "\"S\"", StringComparison.Ordinal)).Responds("Pending"), ["INFO airalgo.response.020"]),
        ("a field missing", () => First("\"symbol\":\"RELIANCE\",", ""), ["FAIL airalgo.response.002"]),
        ("a word that is a number", () => First("\"user_id\":\"47241\"", "\"user_id\":47241"), ["FAIL airalgo.response.003"]),
        ("a figure that is a word", () => First("\"pnl\":0", "\"pnl\":\"0\""), ["FAIL airalgo.response.004"]),
        ("an error that is an object", () => First("\"error\":null", "\"error\":{}"), ["INFO airalgo.response.021"]),
        ("a date that is null", () => First("\"last_modified\":1421348186", "\"last_modified\":null"), ["INFO airalgo.response.022"]),
        ("a date that is a string", () => First("\"last_modified\":1421348186", "\"last_modified\":\"0000000000\""), ["INFO airalgo.response.022"]),
        ("a flag", () => First("\"order_flag\":null", "\"order_flag\":\"x\""), ["INFO airalgo.response.023"]),
        ("another status", () => First("\"Pending\"", "\"Open\""), ["WARN airalgo.response.008"]),
        ("another message", () => First("Order Entry Confirm", "ok"), ["WARN airalgo.response.009"]),
        ("a price before its execution", () => First("\"executed_price\":0", "\"executed_price\":5"), ["WARN airalgo.response.017"]),
        ("an execution without price", () => Joined().Places().Responds("Pending").Responds("Executed", Change("120275.0", "0")), ["WARN airalgo.response.017"]),
        ("a volume below 0", () => First("\"disclosed_volume\":20", "\"disclosed_volume\":-20"), ["FAIL airalgo.response.018"]),
        ("a padded time", () => First("18:56:26,14-1-2025", "08:06:05,04-01-2025"), []),
        ("a time of another form", () => First("18:56:26,14-1-2025", "2025-01-14 18:56:26"), ["WARN airalgo.response.019"]),
        ("a short time", () => First("18:56:26,14-1-2025", "0:5:0,1-12-2025"), []));

    [Theory]
    [MemberData(nameof(Contents))]
    public void Contents_are_judged(Story story) => story.Check();

    private const string Bad = "FAIL airalgo.order.005";

    public static TheoryData<Story> Refusals() => Stories.Table(
        ("rejected with a reason", () => Joined().Places(Order.Replace("\"B\"", "\"X\"", StringComparison.Ordinal)).Responds("Rejected", Change("\"error\":null", "\"error\":\"order_type\"")), [Bad]),
        ("rejected without a reason", () => Joined().Places(Order.Replace("\"B\"", "\"X\"", StringComparison.Ordinal)).Responds("Rejected"), [Bad, "INFO airalgo.execution.002"]),
        ("taken", () => Joined().Places(Order.Replace("\"B\"", "\"X\"", StringComparison.Ordinal)).Responds("Pending"), [Bad, "INFO airalgo.execution.002"]),
        ("not answered", () => Joined().Places(Order.Replace("\"B\"", "\"X\"", StringComparison.Ordinal)).After(11).Observed(), [Bad, "FAIL airalgo.response.001"]),
        ("neither error nor margin", () => Joined().Places().Responds("Rejected", Change("6602427.33", "0")), ["INFO airalgo.execution.003", "INCONCLUSIVE airalgo.response.005"]));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusals_are_judged(Story story) => story.Check();

    private static Session First(string from, string to) => Joined().Places().Responds("Pending", Change(from, to));

    private static Func<string, string> Change(string from, string to) => text => text.Replace(from, to, StringComparison.Ordinal);

    private static string Second(string text) => text.Replace("1300000", "1300001", StringComparison.Ordinal).Replace(":11,", ":12,", StringComparison.Ordinal);
}
