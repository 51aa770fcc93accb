using System.Reflection;

namespace Harness.Cli.Tests.Architecture;

/// <summary>A protocol is a folder that can be taken out: none refers to another.</summary>
public sealed class ProtocolTests
{
    [Theory]
    [InlineData("Harness.Mocks")]
    [InlineData("Harness.Clients")]
    [InlineData("Harness.Specs")]
    [InlineData("Harness.Conformance")]
    [InlineData("Harness.Load")]
    public void Protocol_folder_refers_to_no_other(string assembly) => Crossings(Assembly.Load(assembly).GetTypes()).ShouldBeEmpty();

    [Theory]
    [InlineData("Harness.Mocks.Protocols.HedgeTech.Tse", "HedgeTech")]
    [InlineData("Harness.Clients.HtTse", "HedgeTech")]
    [InlineData("Harness.Clients", null)]
    [InlineData("Harness.Mocks.Market", null)]
    public void Namespace_belongs_to_its_protocol(string name, string? protocol) => ProtocolFolders.Of(name).ShouldBe(protocol);

    [Theory]
    [InlineData(typeof(UsedAsField))]
    [InlineData(typeof(UsedInCode))]
    [InlineData(typeof(UsedAsArgument))]
    [InlineData(typeof(Derived))]
    public void Use_of_a_type_is_seen(Type user) => TypeUse.Of(user).ShouldContain(typeof(Neighbour));

    private static IEnumerable<string> Crossings(IEnumerable<Type> types) =>
        from type in types
        let home = ProtocolFolders.Of(type.Namespace)
        where home is not null
        from used in TypeUse.Of(type)
        let other = ProtocolFolders.Of(used.Namespace)
        where other is not null && other != home
        select $"{type.FullName} uses {used.FullName}";

    private class Neighbour
    {
        public static int Answer() => 42;
    }

    private sealed class Derived : Neighbour;

    private sealed class UsedAsField
    {
        public readonly List<Neighbour[]> Neighbours = [];
    }

    private sealed class UsedInCode
    {
        public static int Ask() => Neighbour.Answer();
    }

    private sealed class UsedAsArgument
    {
        public static object Make() => Activator.CreateInstance<Neighbour>();
    }
}
