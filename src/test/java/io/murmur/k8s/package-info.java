/// The Kubernetes manifests, rendered by kustomize and judged without a cluster.
///
/// Entry: [ManifestTest]. [Manifests] refuses what a strict server would refuse (unknown and missing fields, wrong
/// types, duplicate keys), [Meaning] what no schema sees. Skipped, visibly, where kubectl with kustomize 5 is missing.
@NullMarked
package io.murmur.k8s;

import org.jspecify.annotations.NullMarked;
