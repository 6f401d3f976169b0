#!/usr/bin/env bash
# localstack-image.sh TAG: assembles LocalStack's image from published parts, where no registry of images can be reached:
# Debian by debootstrap, LocalStack from PyPI as localstack.lock has it, DynamoDB Local from Maven. Needs root, debootstrap,
# a Docker engine, a Python 3.13, Maven and a JDK. See docs/localstack.md.
set -euo pipefail
source "$(dirname "$(realpath "$0")")/common.sh"

tag=${1:?a tag for the image, such as trainyard/localstack:4.14.0}
[ "$(id -u)" -eq 0 ] || fail "debootstrap writes the files of a whole system, and needs root for it."
for tool in debootstrap docker jar javac mvn; do
  command -v "$tool" >/dev/null || fail "Missing: $tool."
done
docker version >/dev/null || fail "No Docker engine answers. DOCKER_HOST names one that is in no usual place."
make_localstack

image=$work/localstack-image
system=$image/system
rm -rf "$image"
mkdir -p "$image"
debootstrap --variant=minbase --include=openjdk-21-jre-headless,python3 trixie "$system"
rm -rf "$system"/var/cache/apt "$system"/var/lib/apt/lists "$system"/etc/resolv.conf

# Where Debian's Python looks for what is not Debian's.
packages=$system/usr/local/lib/python3.13/dist-packages
mkdir -p "$packages"
cp -a "$work"/localstack/lib/python3.13/site-packages/. "$packages"

# What LocalStack would download at first use, in the places where its own image has it. It hands DynamoDB Local an agent
# that lifts a limit on indexes; this one does nothing.
version=$(sed -n 's:.*<dynamodblocal.version>\(.*\)</.*:\1:p' "$here/../../../pom.xml")
libraries=$system/usr/lib/localstack
dynamodb=$libraries/dynamodb-local/2
mkdir -p "$libraries/java" "$dynamodb"
ln -s /usr/lib/jvm/java-21-openjdk-amd64 "$libraries/java/21"
cat >"$image/pom.xml" <<END
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>image</groupId><artifactId>image</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
END
mvn -B -ntp -q -f "$image/pom.xml" dependency:copy-dependencies -DoutputDirectory="$dynamodb/DynamoDBLocal_lib"
{
  echo "Main-Class: com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
  echo "Class-Path: "
  (cd "$dynamodb" && printf '  %s\n' DynamoDBLocal_lib/*.jar)
} >"$image/server"
jar --create --file "$dynamodb/DynamoDBLocal.jar" --manifest "$image/server"
echo 'class Agent { public static void premain(String words) {} }' >"$image/Agent.java"
echo 'Premain-Class: Agent' >"$image/agent"
javac --release 17 -d "$image" "$image/Agent.java"
jar --create --file "$dynamodb/ddb-local-loader-0.1.jar" --manifest "$image/agent" -C "$image" Agent.class

printf '#!/bin/sh\nexec python3 -m localstack.runtime.main\n' >"$system/usr/local/bin/docker-entrypoint.sh"
chmod 755 "$system" "$system/usr/local/bin/docker-entrypoint.sh"
tar -C "$system" -c . | docker import --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'EXPOSE 4566' \
  --change 'ENV DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1' - "$tag"
rm -rf "$image"
