namespace Medusa.Operators.Abstractions.Tests;

public sealed class EpisodeState_should
{
    private static readonly StateSchemaBuilder Builder = new();
    private static readonly TableKey B = Builder.Table("b");
    private static readonly TableKey A = Builder.Table("a");
    private static readonly ScalarKey<long> Total = Builder.Scalar<long>("total", 7);
    private static readonly ScalarKey<double> Ratio = Builder.Scalar<double>("ratio", 0.5);
    private static readonly ScalarKey<string> Name = Builder.Scalar<string>("name", default);
    private static readonly ScalarKey<bool> Flag = Builder.Scalar<bool>("flag", true);
    private static readonly ScalarKey<Value> List = Builder.Scalar<Value>("list", Value.List(1, "x"));
    private static readonly StateSchema Schema = Builder.Build();
    private static readonly Table Sample = Table.Of(
        ("key", TextColumn.Of("K0001", null, "é", "")), ("value", new Column<double>([1.5, 0.0, 7, -2.25], [true, true, false, true])));

    [Fact]
    public void Begin_with_empty_tables_and_initial_scalars()
    {
        var state = Schema.Initial;

        Assert.Same(Table.Empty, state[A]);
        Assert.Equal(7, state.Get(Total));
        Assert.Equal(0.5, state.Get(Ratio));
        Assert.Null(state.Get(Name));
        Assert.True(state.Get(Flag));
        Assert.Equal("""[1,"x"]""", state.Get(List).ToString());
        Assert.Null(state.Random);
    }

    [Fact]
    public void Have_the_digest_that_another_implementation_computes()
    {
        var edit = Schema.Initial.Edit();
        edit.Set(B, Sample);
        var state = edit.Build();
        var drawing = state.Edit();
        drawing.Set(new RandomState(1, 2, 3, ulong.MaxValue));

        Assert.Equal("147c27f6ab25dcfa07ec0d0871602f2db7c8078c783a802d622182e67338a493", Digests.Hex(state.Digest));
        Assert.Equal("51d726a0a8140adff47c29534e8844e4ee314ebbdd1b0e4fb1ed8d8686d96d9e", Digests.Hex(drawing.Build().Digest));
    }

    [Fact]
    public void Have_one_digest_whatever_the_order_of_edits()
    {
        var once = Schema.Initial.Edit();
        once.Set(A, Sample);
        once.Set(Total, 8);
        once.Set(Name, "n");

        var first = Schema.Initial.Edit();
        first.Set(Name, "other");
        first.Set(Total, 8);
        var second = first.Build().Edit();
        second.Set(A, Sample.Gather(RowSelection.Of([0, 1, 2, 3])));
        second.Set(Name, "n");

        Assert.Equal(Digests.Hex(once.Build().Digest), Digests.Hex(second.Build().Digest));
    }

    [Fact]
    public void Have_one_digest_whatever_the_order_of_declaration()
    {
        var builder = new StateSchemaBuilder();
        builder.Scalar<bool>("flag", true);
        builder.Scalar<string>("name", default);
        builder.Table("a");
        builder.Scalar<double>("ratio", 0.5);
        builder.Table("b");
        builder.Scalar<Value>("list", Value.List(1, "x"));
        builder.Scalar<long>("total", 7);

        Assert.Equal(Digests.Hex(Schema.Initial.Digest), Digests.Hex(builder.Build().Initial.Digest));
    }

    [Fact]
    public void Have_another_digest_after_any_edit()
    {
        var digests = new List<string> { Digests.Hex(Schema.Initial.Digest) };
        void After(EditState change)
        {
            var edit = Schema.Initial.Edit();
            change(ref edit);
            digests.Add(Digests.Hex(edit.Build().Digest));
        }

        After((ref StateEdit edit) => edit.Set(A, Sample));
        After((ref StateEdit edit) => edit.Set(B, Sample));
        After((ref StateEdit edit) => edit.Set(Total, 8));
        After((ref StateEdit edit) => edit.Set(Ratio, 0.25));
        After((ref StateEdit edit) => edit.Set(Name, ""));
        After((ref StateEdit edit) => edit.Set(Flag, false));
        After((ref StateEdit edit) => edit.Set(List, Value.List(1, "x", default)));
        After((ref StateEdit edit) => edit.Set(List, Record.Of(("1", "x"))));
        After((ref StateEdit edit) => edit.Set(List, 7));
        After((ref StateEdit edit) => edit.Set(List, 7.0));
        After((ref StateEdit edit) => edit.Set(new RandomState(1, 0, 0, 0)));

        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void Leave_the_original_as_it_was_and_share_what_was_not_set()
    {
        var edit = Schema.Initial.Edit();
        edit.Set(A, Sample);
        var filled = edit.Build();
        var next = filled.Edit();
        next.Set(Total, 8);
        var changed = next.Build();

        Assert.Same(Table.Empty, Schema.Initial[A]);
        Assert.Same(Sample, changed[A]);
        Assert.Equal(7, filled.Get(Total));
        Assert.Equal(8, changed.Get(Total));
    }

    [Fact]
    public void Be_itself_where_nothing_was_set() => Assert.Same(Schema.Initial, Schema.Initial.Edit().Build());

    [Fact]
    public void Not_count_the_memo_as_part_of_itself()
    {
        var memo = new object();
        var edit = Schema.Initial.Edit();
        edit.Set(Total, 8);
        edit.SetMemo(memo);
        var state = edit.Build();

        Assert.Same(memo, state.Memo);
        Assert.Null(state.WithMemo(null).Memo);
        Assert.Equal(Digests.Hex(state.Digest), Digests.Hex(state.WithMemo(null).Digest));
    }

    private delegate void EditState(ref StateEdit edit);
}
