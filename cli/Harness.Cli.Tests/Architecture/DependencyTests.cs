using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Harness.Cli.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly string[] Projects =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && DependencyDirection.Binds(Name(file)))];

    public static TheoryData<string> BoundProjects => [.. Projects];

    [Fact]
    public void Projects_are_found() => Projects.Length.ShouldBeGreaterThan(6);

    [Theory]
    [MemberData(nameof(BoundProjects))]
    public void Project_references_point_down(string project) =>
        DependencyDirection.Violations(Name(project), Items(project, "ProjectReference").Select(Name)).ShouldBeEmpty();

    /// <summary>A project also sees what its references refer to: what it really uses stands in its assembly.</summary>
    [Theory]
    [MemberData(nameof(BoundProjects))]
    public void Assembly_references_point_down(string project) =>
        DependencyDirection.Violations(Name(project), ReferencesOf(AssemblyFile(Name(project)))).ShouldBeEmpty();

    [Fact]
    public void Wire_stands_on_the_base_class_library_alone()
    {
        ReferencesOf(AssemblyFile("Harness.Wire")).ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
        Items("mocks/Harness.Wire/Harness.Wire.csproj", "PackageReference").ShouldBeEmpty();
        Items("mocks/Harness.Wire/Harness.Wire.csproj", "FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Harness.Fixtures", "Harness.Wire")]
    [InlineData("Harness.Wire", "Harness.Fixtures")]
    [InlineData("Harness.Clients", "Harness.Wire")]
    [InlineData("Harness.Mocks", "Harness.Specs")]
    [InlineData("Harness.Specs", "Harness.Mocks")]
    [InlineData("Harness.Conformance", "Harness.Cli")]
    [InlineData("Harness.Unheard", "System.Runtime")]
    public void Reference_against_the_direction_is_named(string project, string reference) =>
        DependencyDirection.Violations(project, [reference]).ShouldHaveSingleItem().ShouldContain(project);

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    private static string AssemblyFile(string project) => project == "Harness.Cli" ? "harness" : project;

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Parse(Repository.Read(project)).Descendants(kind).Select(item => (string?)item.Attribute("Include") ?? "");

    private static string[] ReferencesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
