package io.skerry.partitioners.skew;

/** How examples become clients: by a column, or by a plan over the labels. */
public sealed interface ClientPartitioner permits ColumnPartitioner, LabelPartitioner {}
